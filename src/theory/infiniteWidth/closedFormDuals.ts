import { atan } from '../elementary/atan';
import { exp } from '../elementary/exp';
import { expm1 } from '../elementary/expm1';
import type { DualActivation } from './gaussianPairs';
import { correlation, emptyMoments } from './gaussianPairs';

/** Writes V[φ] to out[0] and V[φ′] to out[1] for variances q, r and covariance k. */
export type PairFormula = (q: number, r: number, k: number, out: Float64Array) => void;

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
 */
export function closedForm(formula: PairFormula): DualActivation {
  return (pairs) => {
    const moments = emptyMoments(pairs);
    const { q, first, second, k } = pairs;
    const out = new Float64Array(2);
    for (let i = 0; i < q.length; i++) {
      formula(q[i], q[i], q[i], out);
      moments.diagonal[i] = out[0];
      moments.diagonalSlope[i] = out[1];
    }
    for (let e = 0; e < k.length; e++) {
      formula(q[first[e]], q[second[e]], k[e], out);
      moments.pair[e] = out[0];
      moments.pairSlope[e] = out[1];
    }
    return moments;
  };
}

export const linear: PairFormula = (_q, _r, k, out) => {
  out[0] = k;
  out[1] = 1;
};

export const square: PairFormula = (q, r, k, out) => {
  out[0] = q * r + 2 * k * k;
  out[1] = 4 * k;
};

export const cube: PairFormula = (q, r, k, out) => {
  out[0] = k * (9 * q * r + 6 * k * k);
  out[1] = 9 * (q * r + 2 * k * k);
};

export const sine: PairFormula = (q, r, k, out) => sineAndCosine(q, r, k, out, 0);

export const cosine: PairFormula = (q, r, k, out) => sineAndCosine(q, r, k, out, 1);

/** φ(u) = u for u > 0 and a u for u < 0. At q = 0 the slope is the one that the network takes there (kinkDerivative). */
export function kinked(a: number, slopeAtZero: number): PairFormula {
  const jump = (1 - a) * (1 - a);
  return (q, r, k, out) => {
    if (q === 0 || r === 0) {
      const meanSlope = q === 0 && r === 0 ? slopeAtZero : 0.5 * (1 + a);
      out[0] = 0;
      out[1] = slopeAtZero * meanSlope;
      return;
    }
    const c = correlation(q, r, k);
    const s = Math.sqrt((1 - c) * (1 + c));
    const supplement = pi - angle(c, s);
    const scale = q === r ? q : Math.sqrt(q) * Math.sqrt(r);
    out[0] = a * k + (jump * scale * (s + supplement * c)) / (2 * pi);
    out[1] = a + (jump * supplement) / (2 * pi);
  };
}

/** t = arccos c from c = cos t and s = sin t ≥ 0; accurate near 0 and π, where arccos is not. */
function angle(c: number, s: number): number {
  if (Math.abs(c) < s) return 0.5 * pi - atan(c / s);
  return c > 0 ? atan(s / c) : pi + atan(s / c);
}

export function errorFunction(q: number, r: number, k: number, out: Float64Array): void {
  // (1+2q)(1+2r) − 4k² without its cancellation for wide, correlated pairs.
  const rest = Math.sqrt(1 + 2 * (q + r) + 4 * determinant(q, r, k));
  out[0] = (2 / pi) * atan((2 * k) / rest);
  out[1] = 4 / pi / rest;
}

/** q r − k² ≥ 0. */
function determinant(q: number, r: number, k: number): number {
  return Math.max(0, q * r - k * k);
}

/** out[odd] = e^{−(q+r)/2} sinh k, out[1 − odd] = e^{−(q+r)/2} cosh k; no overflow, no cancellation at small k. */
function sineAndCosine(q: number, r: number, k: number, out: Float64Array, odd: 0 | 1): void {
  const size = Math.abs(k);
  const falling = 0.5 * exp(-0.5 * (q + r) - size);
  const rising = 0.5 * exp(-0.5 * (q + r) + size);
  const sinh = size < 1 ? falling * expm1(2 * size) : rising - falling;
  out[odd] = k < 0 ? -sinh : sinh;
  out[1 - odd] = rising + falling;
}

/**
 * φ(u) = u Φ(u), with D = (1+q)(1+r) − k², F = E[Φ(u)Φ(v)] = ¼ + arctan(k/√D)/2π and R = E[ρ(u)ρ(v)] = 1/(2π√D):
 *
 *   V  = k F + R (q r + k² (1 − q r)/((1+q)(1+r)))
 *   V′ = F + k R (1/(1+q) + 1/(1+r) + 1/D)
 */
export function gelu(q: number, r: number, k: number, out: Float64Array): void {
  const det = 1 + q + r + determinant(q, r, k);
  const root = Math.sqrt(det);
  const both = 0.25 + atan(k / root) / (2 * pi);
  const density = 1 / (2 * pi * root);
  const product = (1 + q) * (1 + r);
  out[0] = k * both + density * (q * r + (k * k * (1 - q * r)) / product);
  out[1] = both + k * density * (1 / (1 + q) + 1 / (1 + r) + 1 / det);
}
