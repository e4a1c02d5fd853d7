/**
 * Iterated integrals of the driving rates u_s(t) = −(c/n) g_s(t), s = 1 … n:
 *
 *   S_0 = 1,   dS_k[s₁, s₂ … s_k]/dt = u_{s₁} S_{k−1}[s₂ … s_k]
 *
 * Stored as S_1, S_2, …, S_K one after another, S_k row-major with n^k entries.
 */
export class IteratedIntegrals {
  /** Where S_k begins, k = 1 … K (index 0 is unused), and the length of all. */
  readonly offsets: readonly number[];
  readonly length: number;

  constructor(
    readonly n: number,
    readonly levels: number,
  ) {
    const offsets = [0];
    let length = 0;
    let size = 1;
    for (let k = 1; k <= levels; k++) {
      offsets.push(length);
      size *= n;
      length += size;
    }
    this.offsets = offsets;
    this.length = length;
  }

  /** dS/dt for the rates u. */
  derivative(u: Float64Array, state: Float64Array): Float64Array {
    const { n, levels, offsets } = this;
    const out = new Float64Array(this.length);
    out.set(u);
    let size = n;
    for (let k = 2; k <= levels; k++) {
      const from = offsets[k - 1];
      for (let s = 0; s < n; s++) {
        const to = offsets[k] + s * size;
        const rate = u[s];
        for (let i = 0; i < size; i++) out[to + i] = rate * state[from + i];
      }
      size *= n;
    }
    return out;
  }

  /** Σ_i kernel[row, i] S_k[i], one row of a kernel whose last k indices are contracted. */
  contract(k: number, kernel: Float64Array, row: number, state: Float64Array): number {
    const offset = this.offsets[k];
    const size = k === this.levels ? this.length - offset : this.offsets[k + 1] - offset;
    return dot(kernel, row * size, state, offset, size);
  }

  /** Σ |S_k|. */
  absoluteSum(k: number, state: Float64Array): number {
    const end = k === this.levels ? this.length : this.offsets[k + 1];
    let sum = 0;
    for (let i = this.offsets[k]; i < end; i++) sum += Math.abs(state[i]);
    return sum;
  }
}

/** Four partial sums in a fixed order: the same bits everywhere, and no chain of dependent additions. */
function dot(a: Float64Array, ia: number, b: Float64Array, ib: number, size: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < size; i += 4) {
    s0 += a[ia + i] * b[ib + i];
    s1 += a[ia + i + 1] * b[ib + i + 1];
    s2 += a[ia + i + 2] * b[ib + i + 2];
    s3 += a[ia + i + 3] * b[ib + i + 3];
  }
  for (; i < size; i++) s0 += a[ia + i] * b[ib + i];
  return s0 + s1 + (s2 + s3);
}
