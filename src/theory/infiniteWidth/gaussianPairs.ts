import type { Work } from './work';

/**
 * Centred Gaussian pairs (u, v): N variances and the covariances of P listed pairs among them.
 * A kernel of n training and p probe points needs n(n−1)/2 + pn pairs, not the full square.
 */
export interface GaussianPairs {
  /** Variances q_i = E[u_i²], [N]. */
  readonly q: Float64Array;
  /** Indices of the two members, [P] each. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Covariances E[u_first u_second], [P]. */
  readonly k: Float64Array;
}

/** V[φ] = E[φ(u)φ(v)] and V[φ′] = E[φ′(u)φ′(v)] on the variances (u = v) and on the listed pairs. */
export interface DualMoments {
  readonly diagonal: Float64Array; // [N]
  readonly diagonalSlope: Float64Array; // [N]
  readonly pair: Float64Array; // [P]
  readonly pairSlope: Float64Array; // [P]
}

/** One activation's map from covariances to the moments of its outputs. */
export type DualActivation = (pairs: GaussianPairs) => DualMoments;

/** The same in pieces, for those that take long. */
export type DualWork = (pairs: GaussianPairs) => Work<DualMoments>;

export function emptyMoments(pairs: GaussianPairs): DualMoments {
  return {
    diagonal: new Float64Array(pairs.q.length),
    diagonalSlope: new Float64Array(pairs.q.length),
    pair: new Float64Array(pairs.k.length),
    pairSlope: new Float64Array(pairs.k.length),
  };
}

/** Correlation in [−1, 1]: rounding may push k past √(q q′); a constant (q = 0) has correlation 0 by convention. */
export function correlation(q: number, r: number, k: number): number {
  const scale = Math.sqrt(q) * Math.sqrt(r);
  if (!(scale > 0)) return 0;
  // √q √q is not always q in the last bit, so equal variances compare with q itself: c = 1 exactly at k = q.
  const c = k / (q === r ? q : scale);
  // Points that differ by rounding alone are the same point.
  if (c > 1 - 2.3e-16) return 1;
  return c < -1 + 2.3e-16 ? -1 : c;
}
