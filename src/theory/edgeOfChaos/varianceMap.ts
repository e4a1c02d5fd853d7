import { activations } from '../activations/activations';
import type { ActivationName } from '../activations/names';
import type { SquareMoments } from '../infiniteWidth/squareMoments';
import { squareMoments } from '../infiniteWidth/squareMoments';
import { findRoot } from '../roots/findRoot';

/** Variances beyond this count as divergence, smaller ones than its inverse as 0. */
const largest = 1e12;
const smallest = 1e-12;
/** Ratio of the march that looks for the first crossing of the diagonal; where every φ in use is a power it may be wide. */
const stride = 1.1;
const wideStride = 2;
const narrowest = 1e-6;

/**
 * The variance map q ↦ σ_b² + σ_w² E[φ(√q Z)²] of an activation (MATH §7) and its limit.
 *
 * `limit` is the smallest variance that is stable from both sides: what a small signal grows to, or falls to. Null where the
 * variance grows beyond 1e12. A homogeneous activation (relu, leaky relu, abs, linear) at σ_w² E[φ(Z)²] = 1 and
 * σ_b = 0 leaves every variance as it is; its limit is 1 by convention.
 * Source: HDR §3.1; Schoenholz et al. 2017.
 */
export class VarianceMap {
  readonly moments: (q: number) => SquareMoments;
  /** E[φ(Z)²] of a homogeneous activation, null for all others. */
  readonly homogeneous: number | null;

  constructor(activation: ActivationName, param: number) {
    this.moments = squareMoments(activation, param);
    const slopes = activations[activation].homogeneous?.(param);
    this.homogeneous = slopes === undefined ? null : 0.5 * (1 + slopes.left * slopes.left);
  }

  limit(sigmaW: number, sigmaB: number): number | null {
    const weight = sigmaW * sigmaW;
    const bias = sigmaB * sigmaB;
    if (this.homogeneous !== null) {
      const gain = weight * this.homogeneous;
      if (Math.abs(gain - 1) < marginal) return bias === 0 ? 1 : null;
      return gain < 1 ? bias / (1 - gain) : bias === 0 && sigmaW === 0 ? 0 : null;
    }
    const growth = (q: number): number => bias + weight * this.moments(q).value - q;
    let low = Math.max(bias, smallest);
    if (!(growth(low) > 0)) return bias > 0 ? bias : 0;
    for (let high = low * stride; low < largest; high *= high < narrowest ? wideStride : stride) {
      if (!(growth(high) > 0)) return Number.isFinite(growth(high)) ? findRoot(growth, low, high) : null;
      low = high;
    }
    return null;
  }

  /** χ = σ_w² E[φ′(√q Z)²]; for a homogeneous activation the same at every q, its limit q → 0 included. */
  chi(q: number, sigmaW: number): number {
    return sigmaW * sigmaW * (this.homogeneous ?? this.moments(q).slope);
  }
}

/** σ_w that is the edge's to rounding. */
const marginal = 1e-14;
