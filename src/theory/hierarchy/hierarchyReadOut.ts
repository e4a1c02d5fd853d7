import type { IteratedIntegrals } from './iteratedIntegrals';
import { largestIn } from './largestIn';

/**
 * The linear map from iterated integrals S to what is asked of a hierarchy, HY eq. 15:
 *
 *   f̃ = f₀ + Σ_{k=1}^{p−1} K^{(k+1)} · S_k      K̃^{(r)} = K^{(r)} + Σ_{k=1}^{p−r} K^{(r+k)} · S_k
 *
 * Level 1 is f̃ [N], level r is K̃^{(r)} [N, n, …]: one number or one block for each point.
 */
export class HierarchyReadOut {
  /** p. */
  readonly order: number;
  /** f₀, K^{(2)} … K^{(p)}. */
  private readonly starts: readonly Float64Array[];
  /** The largest magnitude in each. */
  private readonly largest: readonly number[];

  constructor(
    f0: Float64Array,
    kernels: readonly Float64Array[],
    private readonly integrals: IteratedIntegrals,
  ) {
    this.order = kernels.length + 1;
    this.starts = [f0, ...kernels];
    this.largest = this.starts.map((values) => largestIn(values, 0, values.length));
  }

  /** The values of the first `rows` points at the state S. */
  values(level: number, rows: number, state: Float64Array): Float64Array {
    const values = this.starts[level - 1].slice(0, rows * this.entries(level));
    for (let k = 1; k <= this.order - level; k++)
      for (let i = 0; i < values.length; i++)
        values[i] += this.integrals.contract(k, this.starts[level + k - 1], i, state);
    return values;
  }

  /** max |value| of one point. */
  largestValue(level: number, point: number, state: Float64Array): number {
    return this.largestOf(level, point, state, this.starts[level - 1]);
  }

  /** How far the values of one point move at most with a change of S: f₀ and K^{(r)} have no part in it. */
  largestChange(level: number, point: number, change: Float64Array): number {
    return this.largestOf(level, point, change, null);
  }

  /** An upper bound for Σ |terms| of every value of the level: their rounding is a few ε of it. */
  sizeOfTerms(level: number, state: Float64Array): number {
    let bound = this.largest[level - 1];
    for (let k = 1; k <= this.order - level; k++)
      bound += this.largest[level + k - 1] * this.integrals.absoluteSum(k, state);
    return bound;
  }

  /** NaN counts as infinite. */
  private largestOf(level: number, point: number, state: Float64Array, start: Float64Array | null): number {
    const entries = this.entries(level);
    let most = 0;
    for (let i = point * entries; i < (point + 1) * entries; i++) {
      let sum = start === null ? 0 : start[i];
      for (let k = 1; k <= this.order - level; k++)
        sum += this.integrals.contract(k, this.starts[level + k - 1], i, state);
      const size = Math.abs(sum);
      if (!(size <= most)) most = size === size ? size : Infinity;
    }
    return most;
  }

  /** Numbers of one point: n^{level−1}. */
  private entries(level: number): number {
    let entries = 1;
    for (let j = 1; j < level; j++) entries *= this.integrals.n;
    return entries;
  }
}
