import { atan } from '../elementary/atan';
import { exp } from '../elementary/exp';
import { expm1 } from '../elementary/expm1';
import type { KinkSlopes } from '../activations/activation';
import { angleOfGap, sineLessCosine } from './correlationGap';
import type { DualActivation } from './gaussianPairs';
import { emptyMoments, geometricMean } from './gaussianPairs';
import { outputGap } from './outputGap';

/** Writes V[φ] to out[0] and V[φ′] to out[1] for variances q, r and correlation 1 − gap. */
export type PairFormula = (q: number, r: number, gap: number, out: Float64Array) => void;

const pi = 3.141592653589793;

/**
 * Dual activations in closed form, relative error about 1e-15 times the condition of the formula.
 *
 *   φ = u₊ (relu)        V = √(qr)/2π (sin t + (π − t) cos t), V′ = (π − t)/2π, t = arccos c        Cho & Saul 2009
 *   φ = a u + (1 − a)u₊  V = a k + (1 − a)² V_relu, V′ = a + (1 − a)² V′_relu (leaky relu; |u| has a = −1)
 *   erf                  V = (2/π) arcsin(2k/√((1+2q)(1+2r))), V′ = (4/π)/√((1+2q)(1+2r) − 4k²)       Williams 1997
 *   sin, cos             e^{−(q+r)/2} sinh k, e^{−(q+r)/2} cosh k
 *   gelu u Φ(u)          Stein's identity twice, see `gelu` below
 *   u², u³               Wick's theorem
 *
 * with k = √(qr) c. The gap 1 − c goes in and the gap of the outputs comes out to full relative accuracy (`outputGap`).
 */
export function closedForm(formula: PairFormula): DualActivation {
  return (pairs) => {
    const moments = emptyMoments(pairs);
    const { q, first, second, gap } = pairs;
    const out = new Float64Array(2);
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
      moments.gap[e] = outputGap(
        formula,
        q[i],
        q[j],
        gap[e],
        moments.diagonal[i],
        moments.diagonal[j],
        out[0],
      );
    }
    return moments;
  };
}

export const square: PairFormula = (q, r, gap, out) => {
  const k = geometricMean(q, r) * (1 - gap);
  out[0] = q * r + 2 * k * k;
  out[1] = 4 * k;
};

export const cube: PairFormula = (q, r, gap, out) => {
  const k = geometricMean(q, r) * (1 - gap);
  out[0] = k * (9 * q * r + 6 * k * k);
  out[1] = 9 * (q * r + 2 * k * k);
};

export const sine: PairFormula = (q, r, gap, out) => sineAndCosine(q, r, gap, out, 0);

export const cosine: PairFormula = (q, r, gap, out) => sineAndCosine(q, r, gap, out, 1);

/**
 * φ(u) = u for u > 0 and a u for u < 0. With w = π − t,
 *
 *   V/√(qr) = a c + (1 − a)²/2π (sin w − w cos w),   gap of the outputs = 2/(1 + a²) (a gap + (1 − a)²/2π (π gap − sin t + t cos t))
 */
export function kinkedDual({ left: a, atZero }: KinkSlopes): DualActivation {
  const jump = ((1 - a) * (1 - a)) / (2 * pi);
  const half = 0.5 * (1 + a * a);
  return (pairs) => {
    const moments = emptyMoments(pairs);
    const { q, first, second, gap } = pairs;
    for (let i = 0; i < q.length; i++) {
      moments.diagonal[i] = half * q[i];
      moments.diagonalSlope[i] = q[i] === 0 ? atZero * atZero : half;
    }
    for (let e = 0; e < gap.length; e++) {
      const qe = q[first[e]];
      const re = q[second[e]];
      if (qe === 0 || re === 0) {
        moments.pairSlope[e] = atZero * (qe === 0 && re === 0 ? atZero : 0.5 * (1 + a));
        continue;
      }
      const t = angleOfGap(gap[e]);
      const supplement = angleOfGap(2 - gap[e]);
      moments.pair[e] = geometricMean(qe, re) * (a * (1 - gap[e]) + jump * sineLessCosine(supplement));
      moments.pairSlope[e] = a + jump * supplement;
      moments.gap[e] = (a * gap[e] + jump * (pi * gap[e] - sineLessCosine(t))) / half;
    }
    return moments;
  };
}

export function errorFunction(q: number, r: number, gap: number, out: Float64Array): void {
  // (1+2q)(1+2r) − 4k² without its cancellation for wide, correlated pairs.
  const rest = Math.sqrt(1 + 2 * (q + r) + 4 * determinant(q, r, gap));
  out[0] = (2 / pi) * atan((2 * geometricMean(q, r) * (1 - gap)) / rest);
  out[1] = 4 / pi / rest;
}

/** q r − k² = q r (1 − c²). */
function determinant(q: number, r: number, gap: number): number {
  return q * r * gap * (2 - gap);
}

/** out[odd] = e^{−(q+r)/2} sinh k, out[1 − odd] = e^{−(q+r)/2} cosh k; no overflow, no cancellation at small k. */
function sineAndCosine(q: number, r: number, gap: number, out: Float64Array, odd: 0 | 1): void {
  const mean = geometricMean(q, r);
  const c = 1 - gap;
  // (q + r)/2 ∓ √(qr) c = (√q − √r)²/2 + √(qr)(1 ∓ c).
  const apart = q === r ? 0 : 0.5 * (Math.sqrt(q) - Math.sqrt(r)) * (Math.sqrt(q) - Math.sqrt(r));
  const near = c < 0 ? 2 - gap : gap;
  const rising = 0.5 * exp(-apart - mean * near);
  const falling = 0.5 * exp(-apart - mean * (2 - near));
  const size = mean * Math.abs(c);
  const sinh = size < 1 ? falling * expm1(2 * size) : rising - falling;
  out[odd] = c < 0 ? -sinh : sinh;
  out[1 - odd] = rising + falling;
}

/**
 * φ(u) = u Φ(u), with D = (1+q)(1+r) − k², F = E[Φ(u)Φ(v)] = ¼ + arctan(k/√D)/2π and R = E[ρ(u)ρ(v)] = 1/(2π√D):
 *
 *   V  = k F + R (q r + k² (1 − q r)/((1+q)(1+r)))
 *   V′ = F + k R (1/(1+q) + 1/(1+r) + 1/D)
 */
export function gelu(q: number, r: number, gap: number, out: Float64Array): void {
  const k = geometricMean(q, r) * (1 - gap);
  const det = 1 + q + r + determinant(q, r, gap);
  const root = Math.sqrt(det);
  const both = 0.25 + atan(k / root) / (2 * pi);
  const density = 1 / (2 * pi * root);
  const product = (1 + q) * (1 + r);
  out[0] = k * both + density * (q * r + (k * k * (1 - q * r)) / product);
  out[1] = both + k * density * (1 / (1 + q) + 1 / (1 + r) + 1 / det);
}
