import { intPower } from './intPower';

/**
 * Ordered tuples S = (s₁, …, s_k) of n data points, numbered s₁ n^{k−1} + … + s_k, and the numbers of their
 * sub-tuples: a subset of positions is a bit mask, bit i for position i (s_{i+1}); order is kept.
 */
export interface TupleIndex {
  readonly n: number;
  readonly k: number;
  /** n^k. */
  readonly count: number;
  /** All positions: 2^k − 1. */
  readonly full: number;
  /** |T| by mask. */
  readonly size: readonly number[];
  /** n^{|T|} by mask. */
  readonly power: readonly number[];
  /** Number of the sub-tuple S_T among n^{|T|}, by mask then by tuple. [2^k][n^k] */
  readonly sub: readonly Int32Array[];
}

export function tupleIndex(n: number, k: number): TupleIndex {
  const count = intPower(n, k);
  const size: number[] = [];
  const power: number[] = [];
  const sub: Int32Array[] = [];
  for (let mask = 0; mask < 1 << k; mask++) {
    const numbers = new Int32Array(count);
    let members = 0;
    for (let i = 0; i < k; i++) {
      if (!(mask & (1 << i))) continue;
      members++;
      const place = intPower(n, k - 1 - i);
      for (let s = 0; s < count; s++) numbers[s] = numbers[s] * n + (Math.floor(s / place) % n);
    }
    size.push(members);
    power.push(intPower(n, members));
    sub.push(numbers);
  }
  return { n, k, count, full: (1 << k) - 1, size, power, sub };
}

/** Every subset of a mask, the empty one and the mask itself included, ascending. */
export function subsetsOf(mask: number): number[] {
  const subsets: number[] = [];
  for (let t = 0; t <= mask; t++) if ((t & mask) === t) subsets.push(t);
  return subsets;
}
