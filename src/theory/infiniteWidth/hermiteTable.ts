import type { NormalGrid } from '../quadrature/normalGrid';
import { geometricMean } from './gaussianPairs';
import type { Work } from './work';

/** Orders of the Hermite expansion that are added between two looks at what remains. */
export const block = 32;

/** w_j (g(√q_i z_j) ± g(−√q_i z_j)): even and odd part times the weight, each [N, J]. */
export interface FoldedSamples {
  readonly even: Float64Array;
  readonly odd: Float64Array;
}

export function* foldedSamples(
  g: (u: number) => number,
  q: Float64Array,
  grid: NormalGrid,
): Work<FoldedSamples> {
  const count = grid.z.length;
  const even = new Float64Array(q.length * count);
  const odd = new Float64Array(q.length * count);
  for (let i = 0; i < q.length; i++) {
    const scale = Math.sqrt(q[i]);
    for (let j = 0; j < count; j++) {
      const right = g(scale * grid.z[j]);
      const mirrored = g(-scale * grid.z[j]);
      even[i * count + j] = grid.w[j] * (right + mirrored);
      odd[i * count + j] = grid.w[j] * (right - mirrored);
    }
    yield;
  }
  return { even, odd };
}

interface HermiteBlock {
  readonly coefficients: Float64Array;
  readonly tail: Float64Array;
}

/** What E[g²] less its coefficients' squares is not known to, relative. */
const lostBelow = 1e-15;

/** E[g(√q_i Z)²], the coefficients a_k(q_i) of 32 orders at a time and what they leave of it, made when first asked for. */
export class HermiteTable {
  readonly diagonal: Float64Array; // [N]
  readonly blocks: number;
  private readonly made: (HermiteBlock & { readonly rest: Float64Array })[] = [];
  private readonly hermite: HermiteBlocks;

  constructor(
    private readonly grid: NormalGrid,
    private readonly samples: FoldedSamples,
    private readonly count: number,
    highestOrder: number,
    /** √q_i/strip, [N]. */
    private readonly spread: Float64Array,
  ) {
    this.blocks = Math.ceil(highestOrder / block);
    this.hermite = new HermiteBlocks(grid);
    this.diagonal = new Float64Array(count);
    for (let i = 0; i < count; i++) this.diagonal[i] = this.aligned(i, i, 1);
  }

  /** E[g(√q_i Z) g(±√q_j Z)]. */
  aligned(i: number, j: number, sign: number): number {
    const { grid, samples } = this;
    const count = grid.z.length;
    let even = 0;
    let odd = 0;
    for (let at = 0; at < count; at++) {
      even += (samples.even[i * count + at] * samples.even[j * count + at]) / grid.w[at];
      odd += (samples.odd[i * count + at] * samples.odd[j * count + at]) / grid.w[at];
    }
    return 0.5 * (even + sign * odd);
  }

  /** E[g(√q_i Z) (g(√q_j Z) − g(−√q_j Z))], the odd part alone. */
  opposed(i: number, j: number): number {
    const { grid, samples } = this;
    const count = grid.z.length;
    let odd = 0;
    for (let at = 0; at < count; at++)
      odd += (samples.odd[i * count + at] * samples.odd[j * count + at]) / grid.w[at];
    return odd;
  }

  /** √(V_i V_j) − E[g(√q_i Z) g(√q_j Z)] = ½ Σ w (g_i/√V_i − g_j/√V_j)² √(V_i V_j): a sum of squares. */
  bracket(i: number, j: number): number {
    const { grid, samples, diagonal } = this;
    if (diagonal[i] === diagonal[j] || !(diagonal[i] * diagonal[j] > 0)) return 0;
    const count = grid.z.length;
    const left = 1 / Math.sqrt(diagonal[i]);
    const right = 1 / Math.sqrt(diagonal[j]);
    let sum = 0;
    for (let at = 0; at < count; at++) {
      const even = left * samples.even[i * count + at] - right * samples.even[j * count + at];
      const odd = left * samples.odd[i * count + at] - right * samples.odd[j * count + at];
      sum += (even * even + odd * odd) / grid.w[at];
    }
    return 0.25 * sum * geometricMean(diagonal[i], diagonal[j]);
  }

  /**
   * Orders 32 at … 32 at + 31: coefficients [N, 32], and the part of E[g²] beyond them, [N]. Where that is lost in the rounding of
   * E[g²] it is estimated: a_k falls like e^{−strip √(2k/q)}, so Σ_{k≥K} a_k² ≈ a_K² √(K q/2)/strip, a_K² from the last two.
   */
  block(at: number): HermiteBlock {
    while (this.made.length <= at) {
      const { grid, samples, count, made } = this;
      const table = this.hermite.next();
      const nodes = grid.z.length;
      const coefficients = new Float64Array(count * block);
      const rest = (made.at(-1)?.rest ?? this.diagonal).slice();
      const tail = new Float64Array(count);
      for (let i = 0; i < count; i++) {
        for (let b = 0; b < block; b++) {
          const side = b % 2 === 0 ? samples.even : samples.odd;
          let sum = 0;
          for (let j = 0; j < nodes; j++) sum += side[i * nodes + j] * table[b * nodes + j];
          coefficients[i * block + b] = sum;
          rest[i] -= sum * sum;
        }
        const [last, other] = [coefficients[(i + 1) * block - 1], coefficients[(i + 1) * block - 2]];
        const known = rest[i] > lostBelow * this.diagonal[i];
        tail[i] = known
          ? rest[i]
          : (last * last + other * other) * this.spread[i] * Math.sqrt(0.5 * block * (made.length + 1));
      }
      made.push({ coefficients, rest, tail });
    }
    return this.made[at];
  }
}

/** Orthonormal Hermite polynomials on a grid, `block` orders at a time: h_{k+1} = (z h_k − √k h_{k−1})/√(k+1). */
class HermiteBlocks {
  private order = 0;
  private current: Float64Array;
  private previous: Float64Array;
  private readonly table: Float64Array;

  constructor(private readonly grid: NormalGrid) {
    const count = grid.z.length;
    this.current = new Float64Array(count).fill(1);
    this.previous = new Float64Array(count);
    this.table = new Float64Array(block * count);
  }

  /** The next block, [block, J]; the array is reused. */
  next(): Float64Array {
    const count = this.grid.z.length;
    for (let b = 0; b < block; b++) {
      this.table.set(this.current, b * count);
      const below = Math.sqrt(this.order);
      const above = Math.sqrt(this.order + 1);
      for (let j = 0; j < count; j++) {
        const next = (this.grid.z[j] * this.current[j] - below * this.previous[j]) / above;
        this.previous[j] = this.current[j];
        this.current[j] = next;
      }
      this.order++;
    }
    return this.table;
  }
}
