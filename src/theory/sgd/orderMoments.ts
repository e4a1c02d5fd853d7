/**
 * Which of two points comes first, and its correlations: a_il = 1/(s s′) where point i is in a later batch (of s points) than point l (in one
 * of s′), else 0; the order of the points is uniform. Covariances of a_il with another such number, by what they share; i, l, … are different points.
 */
export interface OrderMoments {
  /** E a_il. */
  readonly mean: number;
  /** Var a_il. */
  readonly same: number;
  /** Cov(a_il, a_li). */
  readonly reversed: number;
  /** Cov(a_il, a_ij). */
  readonly later: number;
  /** Cov(a_il, a_jl). */
  readonly earlier: number;
  /** Cov(a_il, a_lj). */
  readonly chain: number;
  /** Cov(a_il, a_jk). */
  readonly apart: number;
}

/** By counting batches; the last from Σ a_il = b(b − 1)/2, the same for every order. */
export function orderMoments(n: number, sizes: readonly number[]): OrderMoments {
  const b = sizes.length;
  const inverse = sizes.map((size) => 1 / size);
  const total = (b * (b - 1)) / 2;
  let [same, later, earlier, chain] = [0, 0, 0, 0];
  let below = 0;
  let above = inverse.reduce((sum, one) => sum + one, 0);
  inverse.forEach((one, k) => {
    const after = b - 1 - k;
    above -= one;
    same += one * below;
    later += one * (k * k - below);
    earlier += one * (after * after - above);
    chain += one * k * after;
    below += one;
  });
  const [pairs, triples, quadruples] = [n * (n - 1), n * (n - 1) * (n - 2), n * (n - 1) * (n - 2) * (n - 3)];
  const mean = total / pairs;
  const covariance = (sum: number, tuples: number): number => (tuples > 0 ? sum / tuples - mean * mean : 0);
  return {
    mean,
    same: covariance(same, pairs),
    reversed: -mean * mean,
    later: covariance(later, triples),
    earlier: covariance(earlier, triples),
    chain: covariance(chain, triples),
    apart: covariance(total * total - same - later - earlier - 2 * chain, quadruples),
  };
}
