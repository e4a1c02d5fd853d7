import { EngineError } from '../work/engineError';

const page = 65536;
/** The module's maximum: 24576 pages, 1.5 GiB. */
export const memoryLimit = 24576 * page;

/**
 * Hands out blocks of a WebAssembly memory by size class (64 bytes times 1, 2, 3, 4, then four classes per power of
 * two, so at most a quarter is unused). A freed block waits in its class's list for the next of its size: a steady
 * loop uses constant memory. When the last block is freed everything is one piece again.
 */
export class LinearMemory {
  readonly memory: WebAssembly.Memory;
  /** Views of the whole memory, renewed when it grows: never keep one across an allocation. */
  f64: Float64Array;
  i32: Int32Array;
  private readonly base: number;
  private top: number;
  private readonly free: number[][] = [];
  private live = 0;

  constructor(memory: WebAssembly.Memory, base: number) {
    this.memory = memory;
    this.base = (base + 63) & ~63;
    this.top = this.base;
    this.f64 = new Float64Array(memory.buffer);
    this.i32 = new Int32Array(memory.buffer);
    for (let c = 0; c < 128; c++) this.free.push([]);
  }

  /** Bytes in use or waiting in the lists: the high-water mark. */
  get reserved(): number {
    return this.top - this.base;
  }

  allocate(bytes: number): number {
    const sizeClass = classOf(bytes);
    const waiting = this.free[sizeClass].pop();
    this.live += 1;
    if (waiting !== undefined) return waiting;
    const at = this.top;
    const end = at + sizeOf(sizeClass);
    if (end > this.memory.buffer.byteLength) this.grow(end, bytes);
    this.top = end;
    return at;
  }

  release(at: number, bytes: number): void {
    this.live -= 1;
    if (this.live === 0) {
      this.top = this.base;
      for (const list of this.free) list.length = 0;
    } else this.free[classOf(bytes)].push(at);
  }

  /** Drops the views; the memory goes when the module does. */
  close(): void {
    this.f64 = new Float64Array(0);
    this.i32 = new Int32Array(0);
  }

  private grow(end: number, bytes: number): void {
    const have = this.memory.buffer.byteLength;
    // by a quarter at least, so that growing is rare
    const wanted = Math.min(memoryLimit, Math.max(end, have + (have >>> 2)));
    if (end > memoryLimit || !tryGrow(this.memory, Math.ceil((wanted - have) / page))) {
      this.live -= 1;
      throw new EngineError(
        'OutOfMemory',
        `The float64 engine may use ${megabytes(memoryLimit)} MB and needs an estimated ${megabytes(end)} MB ` +
          `(${megabytes(bytes)} MB more for one array); use a smaller width, depth or n.`,
        'width',
      );
    }
    this.f64 = new Float64Array(this.memory.buffer);
    this.i32 = new Int32Array(this.memory.buffer);
  }
}

function tryGrow(memory: WebAssembly.Memory, pages: number): boolean {
  try {
    memory.grow(pages);
    return true;
  } catch {
    return false;
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

function classOf(bytes: number): number {
  const u = Math.ceil(bytes / 64) - 1;
  if (u < 4) return u < 0 ? 0 : u;
  const e = 31 - Math.clz32(u);
  return (e - 1) * 4 + ((u >>> (e - 2)) & 3);
}

function sizeOf(sizeClass: number): number {
  if (sizeClass < 4) return 64 * (sizeClass + 1);
  return 64 * (5 + (sizeClass & 3)) * (1 << ((sizeClass >> 2) - 1));
}
