import { atan } from '../elementary/atan';
import { atan2 } from '../elementary/atan2';
import { geometricMean } from './gaussianPairs';
import type { DiscreteLaw } from './kolmogorovLaw';
import { lessArctangent } from './lessArctangent';

/** φ(u) with independent noise of variance s: E[sign(u + √s Z)] = erf(u/√(2s)), E[(u + √s Z)₊], and u Φ(u/√s). */
export type NoisyMember = 'step' | 'ramp' | 'gate';

/**
 * Kernels of sign and relu at variances q + s, r + t and covariance k, in the mean over s and t that follow one law
 * independently. With D = (q + s)(r + t) − k² and β = π/2 + arctan(k/√D):
 *
 *   step  V = (2/π) arctan(k/√D)                                    V′ = (2/π)/√D
 *   ramp  V = (√D + kβ)/2π                                          V′ = β/2π
 *   gate  V = kβ/2π + (qr √D + k²st/√D)/(2π(q+s)(r+t))              V′ = (β + k/√D (s/(q+s) + t/(r+t) + st/D))/2π
 *
 * Writes V, V′ and the fall V(c = 1) − V(c) to out, without the factors 2/π and 1/2π. D₁, which is D at c = 1, is qt + rs + st, and
 * D = D₁ + qr(1 − c²); the falls follow from arctan's addition theorem with x = √(qr) gap/(√D + √D₁): nothing cancels at any
 * variance. Relative error a few 1e-15 of √(V(q,q) V(r,r)); step and ramp relative to themselves.
 * Sources: Williams 1997 (step), Cho & Saul 2009 (ramp), Stein's identity (gate).
 */
export function noisyKernel(
  member: NoisyMember,
  { s, w }: DiscreteLaw,
  q: number,
  r: number,
  gap: number,
  out: Float64Array,
): void {
  const aligned = geometricMean(q, r);
  const k = aligned * (1 - gap);
  const apart = aligned * gap;
  const spread = q * r * gap * (2 - gap);
  const alike = q === r;
  let [value, slope, fall] = [0, 0, 0];
  for (let i = 0; i < s.length; i++) {
    const end = alike ? i + 1 : s.length;
    for (let j = 0; j < end; j++) {
      const weight = alike && j < i ? 2 * w[i] * w[j] : w[i] * w[j];
      const noise = s[i] * s[j];
      const near = q * s[j] + r * s[i] + noise;
      const nearRoot = Math.sqrt(near);
      const root = Math.sqrt(near + spread);
      const x = apart / (root + nearRoot);
      if (member === 'step') {
        value += weight * atan(k / root);
        slope += weight / root;
        fall += weight * 2 * atan(x);
        continue;
      }
      const beta = atan2(root, -k);
      const bend = lessArctangent(x);
      const alignedBeta = beta + 2 * (x - bend);
      // For k < 0 the two terms of the ramp would cancel.
      const ramp = k < 0 ? -k * lessArctangent(root / -k) : root + k * beta;
      // Beyond c = 0 the fall's own terms would cancel, and the difference does not.
      const rampFall =
        gap > 1 ? nearRoot + aligned * alignedBeta - ramp : apart * (alignedBeta - x) - 2 * k * bend;
      if (member === 'ramp') {
        value += weight * ramp;
        slope += weight * beta;
        fall += weight * rampFall;
        continue;
      }
      const left = q + s[i];
      const right = r + s[j];
      const share = weight / (left * right);
      const inverse = noise / root;
      // qr is (q + s)(r + t) − D₁: of use where kβ and √D cancel.
      value += share * k * k * inverse;
      value += -k > root ? weight * ramp - share * near * root : weight * k * beta + share * q * r * root;
      slope += weight * (beta + (k / root) * (s[i] / left + s[j] / right + noise / (near + spread)));
      fall +=
        weight * rampFall +
        share * (aligned + k) * (near * x + inverse * (apart + (aligned * aligned * x) / nearRoot));
    }
  }
  out[0] = value;
  out[1] = slope;
  out[2] = fall;
}
