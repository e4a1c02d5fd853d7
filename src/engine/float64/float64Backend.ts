import { ActivationId } from '../../theory/activations/activationId';
import type { ActivationName } from '../../theory/activations/names';
import { EngineError } from '../work/engineError';
import { rest, type Pause } from '../work/pause';
import type { Backend, HiddenLayer, MatMulOptions, ProductTerm, Tensor } from '../tensor/backend';
import { TensorScopes } from '../tensor/tensorScopes';
import { type Float64Module, loadFloat64Module } from './float64Module';
import { Float64Tensor } from './float64Tensor';
import { LinearMemory } from './linearMemory';

/** The float64 number system: deterministic WebAssembly SIMD, the same bits in every browser and in Node. */
export async function createFloat64Backend(): Promise<Float64Backend> {
  return new Float64Backend(await loadFloat64Module());
}

/** Multiplications between two rests: some 10 ms. */
const pieceSize = 1e8;

export class Float64Backend implements Backend {
  readonly name = 'float64';
  readonly adapter = 'WebAssembly SIMD';
  private readonly module: Float64Module;
  private readonly heap: LinearMemory;
  private readonly scopes = new TensorScopes<Float64Tensor>((t) => {
    this.free(t);
  });
  private tensors = 0;
  private bytes = 0;

  constructor(module: Float64Module) {
    this.module = module;
    this.heap = new LinearMemory(module.memory, module.heapBase());
  }

  upload(values: Float64Array, rows: number, cols: number): Tensor {
    if (values.length !== rows * cols) refuse('upload', `${values.length} values for [${rows}, ${cols}]`);
    const t = this.make(rows, cols);
    this.heap.f64.set(values, t.address >>> 3);
    return t;
  }

  zeros(rows: number, cols: number): Tensor {
    const t = this.make(rows, cols);
    this.module.fill(t.address, 0, rows * cols);
    return t;
  }

  download(t: Tensor): Promise<Float64Array> {
    return Promise.resolve(this.peek(t));
  }

  peek(t: Tensor): Float64Array {
    const at = this.at(t) >>> 3;
    return this.heap.f64.slice(at, at + t.rows * t.cols);
  }

  matMul(a: Tensor, b: Tensor, options?: MatMulOptions): Tensor {
    const transposeA = options?.transposeA ?? false;
    const transposeB = options?.transposeB ?? false;
    const m = transposeA ? a.cols : a.rows;
    const k = transposeA ? a.rows : a.cols;
    const n = transposeB ? b.rows : b.cols;
    if (k !== (transposeB ? b.cols : b.rows))
      refuse('matMul', `inner sizes ${k} and ${transposeB ? b.cols : b.rows}`);
    return this.product(a, b, m, n, k, transposeA, transposeB, options?.scale ?? 1);
  }

  async matMulInPieces(a: Tensor, b: Tensor, options: MatMulOptions, pause: Pause): Promise<Tensor> {
    const { transposeA = false, transposeB = false, scale = 1 } = options;
    const [m, k, n] = [a.rows, a.cols, transposeB ? b.rows : b.cols];
    // Those that are streamed, or need a copy of a, are short or rare.
    if (transposeA || m <= 10 || k <= 8 || n < 8 || m * n * k <= pieceSize) return this.matMul(a, b, options);
    const t = this.make(m, n);
    // Columns come in panels of eight (assembly/matMul.ts).
    const step = 8 * Math.ceil(pieceSize / (8 * m * k));
    try {
      for (let from = 0; from < n; from += step) {
        const to = Math.min(n, from + step);
        const [x, y] = [this.at(a), this.at(b)];
        if (transposeB) this.module.productDots(t.address, x, y, m, n, k, from, to, scale, false);
        else this.module.productPacked(t.address, x, 8 * k, 8, y, m, n, k, from, to, scale);
        await rest(pause);
      }
    } catch (thrown) {
      this.dispose(t);
      throw thrown;
    }
    return t;
  }

  gram(a: Tensor, b: Tensor, scale = 1): Tensor {
    if (a.cols !== b.cols) refuse('gram', `${a.cols} and ${b.cols} columns`);
    if (a !== b) return this.product(a, b, a.rows, b.rows, a.cols, false, true, scale);
    const t = this.make(a.rows, a.rows);
    const at = this.at(a);
    this.module.productDots(t.address, at, at, a.rows, a.rows, a.cols, 0, a.rows, scale, true);
    return t;
  }

  private product(
    a: Tensor,
    b: Tensor,
    m: number,
    n: number,
    k: number,
    transposeA: boolean,
    transposeB: boolean,
    scale: number,
  ): Tensor {
    const { module, heap } = this;
    const t = this.make(m, n);
    let x = this.at(a);
    let y = this.at(b);
    let scratchA = 0;
    let scratchB = 0;
    if (transposeA && n === 1 && m > 1 && k > 1) return this.column(t, a, b, m, k, scale);
    // one column, transposed or not, is the same numbers
    const columns = (transposeB && k > 1) || n === 1;
    const streamed = !columns && n >= 8 && (m <= 10 || k <= 8);
    const dots = !streamed && (columns || n < 8);
    if (transposeA && !streamed && m > 1 && k > 1) {
      scratchA = heap.allocate(8 * m * k);
      module.transpose(scratchA, x, k, m);
      x = scratchA;
    }
    if (dots) {
      if (!columns && k > 1) {
        scratchB = heap.allocate(8 * n * k);
        module.transpose(scratchB, y, k, n);
        y = scratchB;
      }
      module.productDots(t.address, x, y, m, n, k, 0, n, scale, false);
    } else if (streamed) {
      const rowStride = transposeA ? 8 : 8 * k;
      module.productStreamed(t.address, x, rowStride, transposeA ? 8 * m : 8, y, m, n, k, scale);
    } else module.productPacked(t.address, x, 8 * k, 8, y, m, n, k, 0, n, scale);
    if (scratchA) heap.release(scratchA, 8 * m * k);
    if (scratchB) heap.release(scratchB, 8 * n * k);
    return t;
  }

  /** aᵀ b for one column b: the rows of a, weighted, which reads a in its own order. */
  private column(t: Float64Tensor, a: Tensor, b: Tensor, m: number, k: number, scale: number): Tensor {
    this.module.productStreamed(t.address, this.at(b), 0, 8, this.at(a), 1, m, k, scale);
    return t;
  }

  add(a: Tensor, b: Tensor): Tensor {
    const t = this.alike('add', a, b);
    this.module.add(t.address, this.at(a), this.at(b), a.rows * a.cols);
    return t;
  }

  sub(a: Tensor, b: Tensor): Tensor {
    const t = this.alike('sub', a, b);
    this.module.sub(t.address, this.at(a), this.at(b), a.rows * a.cols);
    return t;
  }

  mul(a: Tensor, b: Tensor): Tensor {
    const t = this.alike('mul', a, b);
    this.module.mul(t.address, this.at(a), this.at(b), a.rows * a.cols);
    return t;
  }

  scale(a: Tensor, s: number): Tensor {
    const t = this.make(a.rows, a.cols);
    this.module.scale(t.address, this.at(a), s, a.rows * a.cols);
    return t;
  }

  addScaled(a: Tensor, b: Tensor, s: number): Tensor {
    const t = this.alike('addScaled', a, b);
    this.module.addScaled(t.address, this.at(a), this.at(b), s, a.rows * a.cols);
    return t;
  }

  combine(terms: readonly Tensor[], scales: readonly number[]): Tensor {
    const count = terms.length;
    if (count === 0 || count !== scales.length)
      refuse('combine', `${count} tensors and ${scales.length} scales`);
    const t = this.make(terms[0].rows, terms[0].cols);
    const table = this.heap.allocate(12 * count);
    const { f64, i32 } = this.heap;
    for (let i = 0; i < count; i++) {
      if (terms[i].rows !== t.rows || terms[i].cols !== t.cols) mismatch('combine', t, terms[i]);
      f64[(table >>> 3) + i] = scales[i];
      i32[(table >>> 2) + 2 * count + i] = this.at(terms[i]);
    }
    this.module.combine(t.address, table, count, t.rows * t.cols);
    this.heap.release(table, 12 * count);
    return t;
  }

  addRow(a: Tensor, row: Tensor, s: number): Tensor {
    if (row.rows !== 1 || row.cols !== a.cols) mismatch('addRow', a, row);
    const t = this.make(a.rows, a.cols);
    this.module.addRow(t.address, this.at(a), this.at(row), s, a.rows, a.cols);
    return t;
  }

  scaleRows(a: Tensor, weights: Tensor): Tensor {
    if (weights.cols !== 1 || weights.rows !== a.rows) mismatch('scaleRows', a, weights);
    const t = this.make(a.rows, a.cols);
    this.module.scaleRows(t.address, this.at(a), this.at(weights), a.rows, a.cols);
    return t;
  }

  gatherRows(a: Tensor, index: Int32Array): Tensor {
    checkIndex('gatherRows', index, a.rows);
    const t = this.make(index.length, a.cols);
    const at = this.uploadIndex(index);
    this.module.gatherRows(t.address, this.at(a), at, index.length, a.cols);
    this.heap.release(at, 4 * index.length);
    return t;
  }

  sliceRows(a: Tensor, from: number, to: number): Tensor {
    if (!(from >= 0 && from <= to && to <= a.rows)) refuse('sliceRows', `rows ${from} to ${to} of ${a.rows}`);
    const t = this.make(to - from, a.cols);
    this.module.copy(t.address, this.at(a) + 8 * from * a.cols, t.rows * t.cols);
    return t;
  }

  concatRows(parts: readonly Tensor[]): Tensor {
    let rows = 0;
    for (const part of parts) {
      if (part.cols !== parts[0].cols) mismatch('concatRows', parts[0], part);
      rows += part.rows;
    }
    const t = this.make(rows, parts.length > 0 ? parts[0].cols : 0);
    let at = t.address;
    for (const part of parts) {
      this.module.copy(at, this.at(part), part.rows * part.cols);
      at += 8 * part.rows * part.cols;
    }
    return t;
  }

  gatherProducts(rows: number, terms: readonly ProductTerm[]): Tensor {
    const { heap } = this;
    if (terms.length === 0) refuse('gatherProducts', 'no terms');
    const t = this.make(rows, terms[0].factors[0].tensor.cols);
    const scratch: number[] = [];
    const table = heap.allocate(40 * terms.length);
    terms.forEach((term, i) => {
      const { factors, weights } = term;
      if (factors.length < 1 || factors.length > 4)
        refuse('gatherProducts', `${factors.length} factors; 1 to 4`);
      let at = 0;
      if (weights) {
        if (weights.length !== rows) refuse('gatherProducts', `${weights.length} weights for ${rows} rows`);
        at = heap.allocate(8 * rows);
        heap.f64.set(weights, at >>> 3);
        scratch.push(at, 8 * rows);
      }
      const entry = (table >>> 2) + 10 * i;
      heap.i32[entry] = factors.length;
      heap.i32[entry + 1] = at;
      factors.forEach(({ tensor, index }, f) => {
        if (tensor.cols !== t.cols) mismatch('gatherProducts', t, tensor);
        if (index ? index.length !== rows : tensor.rows < rows)
          refuse('gatherProducts', `${index ? index.length : tensor.rows} rows where ${rows} are needed`);
        if (index) {
          checkIndex('gatherProducts', index, tensor.rows);
          scratch.push(this.uploadIndex(index), 4 * rows);
        }
        heap.i32[entry + 2 + 2 * f] = this.at(tensor);
        heap.i32[entry + 3 + 2 * f] = index ? scratch[scratch.length - 2] : 0;
      });
    });
    this.module.gatherProducts(t.address, table, terms.length, rows, t.cols);
    for (let i = 0; i < scratch.length; i += 2) heap.release(scratch[i], scratch[i + 1]);
    heap.release(table, 40 * terms.length);
    return t;
  }

  rowDots(a: Tensor, b: Tensor): Tensor {
    if (a.rows !== b.rows || a.cols !== b.cols) mismatch('rowDots', a, b);
    const t = this.make(a.rows, 1);
    this.module.rowDots(t.address, this.at(a), this.at(b), a.rows, a.cols);
    return t;
  }

  reshape(a: Tensor, rows: number, cols: number): Tensor {
    if (rows * cols !== a.rows * a.cols) refuse('reshape', `[${a.rows}, ${a.cols}] to [${rows}, ${cols}]`);
    const t = this.make(rows, cols);
    this.module.copy(t.address, this.at(a), rows * cols);
    return t;
  }

  transpose(a: Tensor): Tensor {
    const t = this.make(a.cols, a.rows);
    this.module.transpose(t.address, this.at(a), a.rows, a.cols);
    return t;
  }

  sumRows(a: Tensor): Tensor {
    const t = this.make(1, a.cols);
    this.module.sumRows(t.address, this.at(a), a.rows, a.cols);
    return t;
  }

  maxAbs(a: Tensor): Tensor {
    return this.number(this.module.maxAbs(this.at(a), a.rows * a.cols));
  }

  sumSquares(a: Tensor): Tensor {
    const at = this.at(a);
    return this.number(this.module.dot(at, at, a.rows * a.cols));
  }

  errorNorm(e: Tensor, a: Tensor, b: Tensor, atol: number, rtol: number): Tensor {
    if (a.rows !== e.rows || a.cols !== e.cols) mismatch('errorNorm', e, a);
    if (b.rows !== e.rows || b.cols !== e.cols) mismatch('errorNorm', e, b);
    return this.number(
      this.module.errorNorm(this.at(e), this.at(a), this.at(b), atol, rtol, e.rows * e.cols),
    );
  }

  activation(name: ActivationName, param: number, order: number, z: Tensor): Tensor {
    if (!(order >= 0 && order <= 5)) refuse('activation', `order ${order}; 0 to 5`);
    const t = this.make(z.rows, z.cols);
    this.module.activation(ActivationId[name], param, order, t.address, this.at(z), z.rows * z.cols);
    return t;
  }

  activationPair(name: ActivationName, param: number, z: Tensor): readonly [Tensor, Tensor] {
    const value = this.make(z.rows, z.cols);
    const slope = this.make(z.rows, z.cols);
    this.module.activationPair(
      ActivationId[name],
      param,
      value.address,
      slope.address,
      this.at(z),
      z.rows * z.cols,
    );
    return [value, slope];
  }

  hiddenProduct(x: Tensor, layer: HiddenLayer, v: Tensor): Tensor {
    const { weights, bias } = layer;
    if (weights.rows !== x.cols) mismatch('hiddenProduct', x, weights);
    if (v.cols !== weights.cols) mismatch('hiddenProduct', v, weights);
    if (bias !== null && bias.cols !== weights.cols) mismatch('hiddenProduct', bias, weights);
    const t = this.make(x.rows, v.rows);
    this.module.hiddenProduct(
      t.address,
      this.at(x),
      this.at(weights),
      bias === null ? 0 : this.at(bias),
      this.at(v),
      x.rows,
      x.cols,
      v.cols,
      v.rows,
      layer.forward,
      layer.biasScale,
      ActivationId[layer.activation],
      layer.param,
    );
    return t;
  }

  scope<T>(f: () => T): T {
    return this.scopes.run(f);
  }

  keep(t: Tensor): Tensor {
    (t as Float64Tensor).kept = true;
    return t;
  }

  dispose(t: Tensor): void {
    if ((t as Float64Tensor).address !== 0) this.free(t as Float64Tensor);
  }

  memory(): { readonly tensors: number; readonly bytes: number } {
    return { tensors: this.tensors, bytes: this.bytes };
  }

  /** The most bytes that were in use at once since everything was last free. */
  get reserved(): number {
    return this.heap.reserved;
  }

  close(): void {
    this.heap.close();
  }

  private make(rows: number, cols: number): Float64Tensor {
    const t = new Float64Tensor(rows, cols, this.heap.allocate(8 * rows * cols));
    this.tensors += 1;
    this.bytes += 8 * rows * cols;
    this.scopes.add(t);
    return t;
  }

  private free(t: Float64Tensor): void {
    const bytes = 8 * t.rows * t.cols;
    this.heap.release(t.address, bytes);
    t.address = 0;
    this.tensors -= 1;
    this.bytes -= bytes;
  }

  private at(t: Tensor): number {
    const { address } = t as Float64Tensor;
    if (address === 0)
      throw new EngineError(
        'FreedTensor',
        'A tensor was used after it was freed; return it from its scope or keep it.',
      );
    return address;
  }

  private alike(operation: string, a: Tensor, b: Tensor): Float64Tensor {
    if (a.rows !== b.rows || a.cols !== b.cols) mismatch(operation, a, b);
    return this.make(a.rows, a.cols);
  }

  private number(value: number): Tensor {
    const t = this.make(1, 1);
    this.heap.f64[t.address >>> 3] = value;
    return t;
  }

  private uploadIndex(index: Int32Array): number {
    const at = this.heap.allocate(4 * index.length);
    this.heap.i32.set(index, at >>> 2);
    return at;
  }
}

function checkIndex(operation: string, index: Int32Array, rows: number): void {
  for (let i = 0; i < index.length; i++)
    if (index[i] < 0 || index[i] >= rows) refuse(operation, `index ${index[i]} of ${rows} rows`);
}

function mismatch(operation: string, a: Tensor, b: Tensor): never {
  return refuse(operation, `[${a.rows}, ${a.cols}] and [${b.rows}, ${b.cols}]`);
}

function refuse(operation: string, what: string): never {
  throw new EngineError('ShapeMismatch', `${operation}: the sizes do not fit: ${what}.`);
}
