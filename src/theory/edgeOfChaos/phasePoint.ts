import { log } from '../elementary/log';
import type { ActivationName } from '../activations/names';
import { findRoot } from '../roots/findRoot';
import { CorrelationMap } from './correlationMap';
import { VarianceMap } from './varianceMap';

export type Phase = 'ordered' | 'edge' | 'chaotic';

/** Where (σ_w, σ_b) lies; all null where the variance diverges. */
export interface PhasePoint {
  readonly q: number | null;
  readonly chi: number | null;
  readonly phase: Phase | null;
  /** Correlation length in layers; null on the edge too, where it is infinite. */
  readonly xi: number | null;
}

/** Within this of χ = 1 the correlation length exceeds a million layers: no depth in use tells it from the edge. */
export const edgeWidth = 1e-6;

export function phaseOf(chi: number): Phase {
  if (Math.abs(chi - 1) <= edgeWidth) return 'edge';
  return chi < 1 ? 'ordered' : 'chaotic';
}

/**
 * The phase of an initialisation, MATH §7: q = lim of the variance map, χ = σ_w² E[φ′(√q Z)²], and the correlation length ξ of
 * |c^ℓ − c*| ~ e^{−ℓ/ξ}, 1/ξ = −log f′(c*): c* = 1 and f′ = χ in the ordered phase, the fixed point c* < 1 in the chaotic one.
 * ξ is 0 where f′(c*) = 0. Source: Schoenholz et al. 2017 eq. 9; HDR §3.1.
 */
export function phasePoint(
  activation: ActivationName,
  param: number,
  sigmaW: number,
  sigmaB: number,
): PhasePoint {
  const map = new VarianceMap(activation, param);
  const q = map.limit(sigmaW, sigmaB);
  if (q === null) return { q: null, chi: null, phase: null, xi: null };
  const chi = map.chi(q, sigmaW);
  const phase = phaseOf(chi);
  if (phase === 'edge') return { q, chi, phase, xi: null };
  if (phase === 'ordered') return { q, chi, phase, xi: chi > 0 ? -1 / log(chi) : 0 };
  const correlations = new CorrelationMap(activation, param, sigmaW, sigmaB, q, 'few');
  const rate = Math.abs(correlations.at(chaoticGap(correlations)).derivative);
  return { q, chi, phase, xi: rate > 0 ? -1 / log(rate) : 0 };
}

/**
 * 1 − c* of the chaotic phase: f is convex on [0, 1] with f(0) ≥ 0, f(1) = 1 and f′(1) > 1, so it meets the diagonal once below 1.
 */
export function chaoticGap(map: CorrelationMap): number {
  const move = (gap: number): number => map.at(gap).gap - gap;
  let near = 0.5;
  while (near > 1e-14 && !(move(near) > 0)) near *= 0.5;
  return findRoot(move, near, 1) ?? 1;
}
