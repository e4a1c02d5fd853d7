import type { DualWork } from './gaussianPairs';
import { emptyMoments, geometricMean } from './gaussianPairs';
import { EluSectors } from './eluSectors';
import { erfcx } from './millsRatio';
import { outputGap } from './outputGap';

const inverseRootTwoPi = 0.3989422804014327;
/** Orders of the expansion; a pair that needs more is integrated by sectors. */
const orders = 512;
/** The recurrence of the coefficients multiplies rounding by e^{q/2} at most. */
const widestExpanded = 12;
/** What an expansion may leave out, relative to √(V(q,q) V(r,r)). */
const tolerance = 3e-14;
/** Pairs between two rests. */
const slice = 256;

/**
 * V[φ] and V[φ′] for elu. Most pairs by Mehler's formula Σ_k a_k(q) a_k(r) c^k, whose coefficients obey a recurrence: with
 * B_k = E[e^{σZ} h_k(Z); Z < 0], σ = √q, h_k orthonormal Hermite polynomials, integration by parts gives
 *
 *   B₀ = ½ erfcx(σ/√2),   B_k = (σ B_{k−1} − h_{k−1}(0)/√(2π))/√k
 *   a₀(φ′) = ½ + B₀,  a_k(φ′) = σ B_{k−1}/√k;   a₀(φ) = σ/√(2π) + B₀ − ½,  a_k(φ) = σ a_{k−1}(φ′)/√k
 *
 * The kink makes a_k(φ) fall like k^{−7/4} only, so pairs near |c| = 1, and wide ones, are integrated by sectors (EluSectors).
 * Validity: relative error 1e-12 at variances to 1e8.
 */
export function eluDual(): DualWork {
  return function* (pairs) {
    const moments = emptyMoments(pairs);
    const { q, first, second, gap } = pairs;
    let widest = 0;
    for (const value of q) widest = Math.max(widest, value);
    const sectors = new EluSectors(widest);
    const out = new Float64Array(2);
    const value = new Float64Array(q.length * orders);
    const slope = new Float64Array(q.length * orders);
    for (let i = 0; i < q.length; i++) {
      sectors.pair(q[i], q[i], 0, out);
      moments.diagonal[i] = out[0];
      moments.diagonalSlope[i] = out[1];
      if (q[i] <= widestExpanded) expand(Math.sqrt(q[i]), value, slope, i * orders);
      yield;
    }
    for (let e = 0; e < gap.length; e++) {
      const [i, j] = [first[e], second[e]];
      const c = 1 - gap[e];
      const needed = ordersNeeded(c, q[i], q[j]);
      if (needed <= orders) {
        moments.pair[e] = series(value, i * orders, j * orders, c, needed);
        moments.pairSlope[e] = series(slope, i * orders, j * orders, c, needed);
        const scale = geometricMean(moments.diagonal[i], moments.diagonal[j]);
        moments.gap[e] = scale > 0 ? 1 - moments.pair[e] / scale : 0;
      } else {
        sectors.pair(q[i], q[j], gap[e], out);
        moments.pair[e] = out[0];
        moments.pairSlope[e] = out[1];
        moments.gap[e] = outputGap(
          sectors.pair,
          q[i],
          q[j],
          gap[e],
          moments.diagonal[i],
          moments.diagonal[j],
          out[0],
        );
      }
      if (e % slice === 0) yield;
    }
    return moments;
  };
}

function expand(sigma: number, value: Float64Array, slope: Float64Array, at: number): void {
  let b = 0.5 * erfcx(sigma * 0.7071067811865476);
  slope[at] = 0.5 + b;
  value[at] = sigma * inverseRootTwoPi + b - 0.5;
  let h = 1; // h_{k−1}(0): 0 at odd orders, h_{k} = −√((k − 1)/k) h_{k−2} at even ones
  for (let k = 1; k < orders; k++) {
    const root = Math.sqrt(k);
    slope[at + k] = (sigma * b) / root;
    value[at + k] = (sigma * slope[at + k - 1]) / root;
    const boundary = k % 2 === 1 ? h : 0;
    if (k % 2 === 1) h *= -Math.sqrt(k / (k + 1));
    b = (sigma * b - boundary * inverseRootTwoPi) / root;
  }
}

/**
 * Orders after which V[φ′] leaves out less than the tolerance: its terms are at most σσ′ c^k/(2π √(π/2) k^{5/2}) once k exceeds
 * the variances, against values of order 1; those of V[φ] are smaller by a further σσ′/k against values of order σσ′.
 */
function ordersNeeded(c: number, q: number, r: number): number {
  if (!(q <= widestExpanded && r <= widestExpanded)) return Infinity;
  const near = Math.abs(c);
  const weight = Math.max(1e-3, Math.sqrt(q * r));
  let power = near;
  for (let two = 0; two < 5; two++) power *= power; // |c|^32
  let left = power;
  for (let order = 32; order <= orders; order += 32) {
    const tail = (0.09 * weight) / (order * Math.sqrt(order));
    if (left * tail < tolerance && order > 2 * Math.max(q, r)) return order;
    left *= power;
  }
  return Infinity;
}

function series(a: Float64Array, i: number, j: number, c: number, count: number): number {
  let even = 0;
  let odd = 0;
  const w = c * c;
  for (let k = count - 2; k >= 0; k -= 2) {
    even = even * w + a[i + k] * a[j + k];
    odd = odd * w + a[i + k + 1] * a[j + k + 1];
  }
  return even + c * odd;
}
