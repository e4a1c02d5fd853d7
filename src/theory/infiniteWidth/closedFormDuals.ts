import { atan } from '../elementary/atan';
import { exp } from '../elementary/exp';
import { expm1 } from '../elementary/expm1';
import type { KinkSlopes } from '../activations/activation';
import { angleOfGap, sineLessCosine } from './correlationGap';
import type { DualActivation } from './gaussianPairs';
import { emptyMoments, geometricMean } from './gaussianPairs';
import { noisyKernel } from './noisyKernel';
import type { PairFormula } from './pairFormula';

const pi = 3.141592653589793;

/*
 * Dual activations in closed form, relative error about 1e-15 times the condition of the formula.
 *
 *   φ = u₊ (relu)        V = √(qr)/2π (sin t + (π − t) cos t), V′ = (π − t)/2π, t = arccos c        Cho & Saul 2009
 *   φ = a u + (1 − a)u₊  V = a k + (1 − a)² V_relu, V′ = a + (1 − a)² V′_relu (leaky relu; |u| has a = −1)
 *   erf                  V = (2/π) arcsin(2k/√((1+2q)(1+2r))), V′ = (4/π)/√((1+2q)(1+2r) − 4k²)       Williams 1997
 *   sin, cos             e^{−(q+r)/2} sinh k, e^{−(q+r)/2} cosh k
 *   gelu u Φ(u)          Stein's identity twice, see `noisyKernel`
 *   u², u³               Wick's theorem
 *
 * with k = √(qr) c.
 */

export const square: PairFormula = (q, r, gap, out) => {
  const k = geometricMean(q, r) * (1 - gap);
  out[0] = q * r + 2 * k * k;
  out[1] = 4 * k;
  out[2] = 2 * determinant(q, r, gap);
};

export const cube: PairFormula = (q, r, gap, out) => {
  const aligned = geometricMean(q, r);
  const k = aligned * (1 - gap);
  out[0] = k * (9 * q * r + 6 * k * k);
  out[1] = 9 * (q * r + 2 * k * k);
  out[2] = aligned * gap * (9 * q * r + 6 * (aligned * aligned + aligned * k + k * k));
};

export const sine: PairFormula = (q, r, gap, out) => sineAndCosine(q, r, gap, out, 0);

/**
 * √(V_u V_v) − V(1) from V_u V_v − V(1)² = ¼ (1 − e^{−(√q+√r)²})(1 − e^{−(√q−√r)²}) + ¼ (e^{−q} − e^{−r})²: at narrow variances V is all but
 * constant, and a gap of 1e-13 decides what deep and chaotic layers make of it.
 */
export const cosine: PairFormula = (q, r, gap, out) => {
  sineAndCosine(q, r, gap, out, 1);
  const [u, v] = [Math.sqrt(q), Math.sqrt(r)];
  const unlike = exp(-Math.min(q, r)) * expm1(-Math.abs(q - r));
  const squares = expm1(-(u + v) * (u + v)) * expm1(-(u - v) * (u - v)) + unlike * unlike;
  const scale = 0.5 * Math.sqrt((1 + exp(-2 * q)) * (1 + exp(-2 * r)));
  out[3] = (0.25 * squares) / (scale + out[0] + out[2]);
};

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
      // |u| takes c and −c for one another: its outputs are alike where c = −1, to the last bit.
      const mirrored = a === -1 && gap[e] > 1;
      const apart = mirrored ? 2 - gap[e] : gap[e];
      const t = angleOfGap(apart);
      // π − t, from the nearer end.
      const supplement = apart < 1 ? pi - t : angleOfGap(2 - apart);
      const slope = a + jump * supplement;
      moments.pair[e] = geometricMean(qe, re) * (a * (1 - apart) + jump * sineLessCosine(supplement));
      moments.pairSlope[e] = mirrored ? -slope : slope;
      moments.gap[e] = (a * apart + jump * (pi * apart - sineLessCosine(t))) / half;
    }
    return moments;
  };
}

export function errorFunction(q: number, r: number, gap: number, out: Float64Array): void {
  // (1+2q)(1+2r) − 4k² without its cancellation for wide, correlated pairs.
  const rest = Math.sqrt(1 + 2 * (q + r) + 4 * determinant(q, r, gap));
  const mean = geometricMean(q, r);
  out[0] = (2 / pi) * atan((2 * mean * (1 - gap)) / rest);
  out[1] = 4 / pi / rest;
  // arcsin a − arcsin b = 2 arctan((a − b)/(√(1 − a²) + √(1 − b²))).
  out[2] = (4 / pi) * atan((2 * mean * gap) / (rest + Math.sqrt(1 + 2 * (q + r))));
}

/** q r − k² = q r (1 − c²). */
function determinant(q: number, r: number, gap: number): number {
  return q * r * gap * (2 - gap);
}

/**
 * out[odd] = e^{−(q+r)/2} sinh k, out[1 − odd] = e^{−(q+r)/2} cosh k; no overflow, no cancellation at small k. With m = √(qr) the
 * fall of out[0] is ½ e^{m−(q+r)/2} (1 − e^{−m(1−c)})(1 ± e^{−m(1+c)}), + for sinh.
 */
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
  const other = odd === 0 ? 1 + exp(-mean * (2 - gap)) : -expm1(-mean * (2 - gap));
  out[2] = 0.5 * exp(-apart) * -expm1(-mean * gap) * other;
}

/** u Φ(u) is the gate of one noise of variance 1. */
export const gelu: PairFormula = (q, r, gap, out) => {
  noisyKernel('gate', oneNoise, q, r, gap, out);
  for (let i = 0; i < 3; i++) out[i] *= 0.5 / pi;
};

const oneNoise = { s: Float64Array.of(1), w: Float64Array.of(1) };
