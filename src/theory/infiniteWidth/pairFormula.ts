import type { DualActivation } from './gaussianPairs';
import { emptyMoments, geometricMean } from './gaussianPairs';

/**
 * Writes V[φ] to out[0], V[φ′] to out[1] and the fall V[φ](c = 1) − V[φ](c) to out[2], for variances q, r and correlation
 * 1 − gap. The fall is formed without cancellation: it is what the gap of the outputs is made of. NaN: the values themselves
 * have digits to spare.
 */
export type PairFormula = (q: number, r: number, gap: number, out: Float64Array) => void;

/**
 * The dual activation that a formula is, pair by pair.
 *
 * The gap 1 − c of the inputs goes in and that of the outputs comes out, both to full relative accuracy:
 *
 *   1 − V(c)/√(V_u V_v) = ([√(V_u V_v) − V(1)] + [V(1) − V(c)])/√(V_u V_v)
 *
 * where the first bracket, a law on one line, is 0 at q = r and second order in q − r. It carries an absolute error of 1e-16,
 * which is below the gap itself unless q and r agree to eight digits, and then it is left out.
 */
export function closedForm(formula: PairFormula): DualActivation {
  return (pairs) => {
    const moments = emptyMoments(pairs);
    const { q, first, second, gap } = pairs;
    const out = new Float64Array(3);
    for (let i = 0; i < q.length; i++) {
      formula(q[i], q[i], 0, out);
      moments.diagonal[i] = out[0];
      moments.diagonalSlope[i] = out[1];
    }
    for (let e = 0; e < gap.length; e++) {
      const i = first[e];
      const j = second[e];
      formula(q[i], q[j], gap[e], out);
      moments.pair[e] = out[0];
      moments.pairSlope[e] = out[1];
      moments.gap[e] = gapOfOutputs(q[i], q[j], moments.diagonal[i], moments.diagonal[j], out);
    }
    return moments;
  };
}

/** 1 − V(u,v)/√(V_u V_v) from the moments of one pair and its variances' `first` and `second`. */
export function gapOfOutputs(q: number, r: number, first: number, second: number, out: Float64Array): number {
  const scale = geometricMean(first, second);
  if (!(scale > 0)) return 0;
  if (Number.isNaN(out[2])) return 1 - out[0] / scale;
  const bracket = Math.abs(q - r) > 1e-8 * (q + r) ? Math.max(0, scale - (out[0] + out[2])) : 0;
  return (bracket + out[2]) / scale;
}
