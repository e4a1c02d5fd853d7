import type { Work } from './work';

/**
 * Centred Gaussian pairs (u, v): N variances and the correlations of P listed pairs among them.
 * A kernel of n training and p probe points needs n(n−1)/2 + pn pairs, not the full square.
 *
 * A correlation c is carried as its gap 1 − c ∈ [0, 2]: at great depth c is 1 to every digit and the gap is what is left
 * (near the edge of chaos 9π²/2ℓ² for relu, 4.4e-9 at ℓ = 10⁵).
 */
export interface GaussianPairs {
  /** Variances q_i = E[u_i²], [N]. */
  readonly q: Float64Array;
  /** Indices of the two members, [P] each. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** 1 − c, [P]. */
  readonly gap: Float64Array;
}

/** V[φ] = E[φ(u)φ(v)] and V[φ′] = E[φ′(u)φ′(v)] on the variances (u = v) and on the listed pairs. */
export interface DualMoments {
  readonly diagonal: Float64Array; // [N]
  readonly diagonalSlope: Float64Array; // [N]
  readonly pair: Float64Array; // [P]
  readonly pairSlope: Float64Array; // [P]
  /** 1 − V(u,v)/√(V(u,u) V(v,v)): the gap of the outputs, 0 where one of them vanishes. [P] */
  readonly gap: Float64Array;
}

/** One activation's map from covariances to the moments of its outputs. */
export type DualActivation = (pairs: GaussianPairs) => DualMoments;

/** The same in pieces, for those that take long. */
export type DualWork = (pairs: GaussianPairs) => Work<DualMoments>;

export function emptyMoments(pairs: GaussianPairs): DualMoments {
  return {
    diagonal: new Float64Array(pairs.q.length),
    diagonalSlope: new Float64Array(pairs.q.length),
    pair: new Float64Array(pairs.gap.length),
    pairSlope: new Float64Array(pairs.gap.length),
    gap: new Float64Array(pairs.gap.length),
  };
}

/** √(q r), equal to q itself at q = r. */
export function geometricMean(q: number, r: number): number {
  return q === r ? q : Math.sqrt(q) * Math.sqrt(r);
}

/** E[uv] = √(q r) (1 − gap). */
export function covariance(q: number, r: number, gap: number): number {
  return geometricMean(q, r) * (1 - gap);
}
