import type * as FileSystem from 'node:fs/promises';

/** What the compiled module exports; addresses are bytes in its memory. See assembly/ for the formulas. */
export interface Float64Module {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;

  productPacked(
    c: number,
    a: number,
    rowStride: number,
    stepStride: number,
    b: number,
    m: number,
    n: number,
    k: number,
    from: number,
    to: number,
    scale: number,
  ): void;
  productStreamed(
    c: number,
    a: number,
    rowStride: number,
    stepStride: number,
    b: number,
    m: number,
    n: number,
    k: number,
    scale: number,
  ): void;
  productDots(
    c: number,
    a: number,
    b: number,
    m: number,
    n: number,
    k: number,
    from: number,
    to: number,
    scale: number,
    symmetric: boolean,
  ): void;

  add(out: number, a: number, b: number, n: number): void;
  sub(out: number, a: number, b: number, n: number): void;
  mul(out: number, a: number, b: number, n: number): void;
  scale(out: number, a: number, s: number, n: number): void;
  addScaled(out: number, a: number, b: number, s: number, n: number): void;
  combine(out: number, table: number, count: number, n: number): void;
  fill(out: number, value: number, n: number): void;
  copy(out: number, a: number, n: number): void;

  addRow(out: number, a: number, row: number, s: number, rows: number, cols: number): void;
  scaleRows(out: number, a: number, weights: number, rows: number, cols: number): void;
  gatherRows(out: number, a: number, index: number, rows: number, cols: number): void;
  transpose(out: number, a: number, rows: number, cols: number): void;
  gatherProducts(out: number, table: number, terms: number, rows: number, cols: number): void;

  rowDots(out: number, a: number, b: number, rows: number, cols: number): void;
  sumRows(out: number, a: number, rows: number, cols: number): void;
  dot(a: number, b: number, n: number): number;
  maxAbs(a: number, n: number): number;
  errorNorm(e: number, a: number, b: number, atol: number, rtol: number, n: number): number;

  activation(id: number, param: number, order: number, out: number, z: number, n: number): void;
  activationPair(id: number, param: number, value: number, slope: number, z: number, n: number): void;
  hiddenProduct(
    out: number,
    x: number,
    w: number,
    b: number,
    v: number,
    rows: number,
    d: number,
    m: number,
    cols: number,
    c: number,
    beta: number,
    id: number,
    param: number,
  ): void;

  densitySums(out: number, values: number, plus: number, minus: number, n: number, size: number): void;
  densityPotentials(
    up: number,
    down: number,
    values: number,
    weights: number,
    base: number,
    n: number,
    size: number,
  ): void;
  densitySteepest(potential: number, rows: number, cells: number): number;
  densityStage(
    out: number,
    mass: number,
    potential: number,
    scratch: number,
    rows: number,
    cells: number,
    perSquare: number,
    spread: number,
    dt: number,
    second: boolean,
  ): void;
}

/** Compiles and starts the module, in Node, a page or a worker alike. */
export async function loadFloat64Module(): Promise<Float64Module> {
  return startFloat64Module(await compileFloat64Module());
}

export async function compileFloat64Module(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await moduleBytes(new URL('./float64.wasm', import.meta.url)));
}

/** One more, with a memory of its own. */
export function startFloat64Module(module: WebAssembly.Module): Float64Module {
  return new WebAssembly.Instance(module, {}).exports as unknown as Float64Module;
}

async function moduleBytes(url: URL): Promise<BufferSource> {
  // As it stands in the bundle of a worker. Decoded here, since the page's policy lets nothing be fetched from a `data:` URL.
  if (url.protocol === 'data:')
    return Uint8Array.from(atob(url.href.slice(url.href.indexOf(',') + 1)), (c) => c.charCodeAt(0));
  if (url.protocol === 'file:') {
    const fileSystem = 'node:fs/promises'; // named at run time, so that no bundler looks for it
    const { readFile } = (await import(/* @vite-ignore */ fileSystem)) as typeof FileSystem;
    return new Uint8Array(await readFile(url));
  }
  const response = await fetch(url);
  if (!response.ok)
    throw new Error(`The float64 module could not be fetched: HTTP status ${response.status}.`);
  return response.arrayBuffer();
}
