import { gaussRule, kolmogorovLaw, type DiscreteLaw } from './kolmogorovLaw';
import { noisyKernel, type NoisyMember } from './noisyKernel';
import type { PairFormula } from './pairFormula';

/*
 * Dual activations of the logistic family as means of closed forms, at any variance and correlation. With s of Kolmogorov's law
 *
 *   tanh u = E[erf(u/√(2s))],   ½ log(1 + e^{2u}) = E[(u + √s Z)₊],   u/(1 + e^{−2u}) = E[u Φ(u/√s)]
 *
 * so V[φ] is a double mean of the closed forms of `noisyKernel`, all positive: 28² terms, half as many at q = r. Where the noise is
 * small beside qr(1 − c²) the terms are all but linear in s and t: 6² of the Gauss rule leave out 1e-15.
 * Relative error 1e-14. Source: Stefanski 1991.
 */

const pi = 3.141592653589793;
let law: DiscreteLaw | null = null;
let short: DiscreteLaw | null = null;
const shortNodes = 6;
/** qr(1 − c²)/(q + r) from which the Gauss rule does. */
const plain = 16;

export const tanhPair: PairFormula = (q, r, gap, out) => {
  mean('step', 1, q, r, gap, out, 2 / pi, 2 / pi);
};

/** ½ + ½ tanh(u/2). */
export const sigmoidPair: PairFormula = (q, r, gap, out) => {
  mean('step', 0.25, q, r, gap, out, 0.5 / pi, 0.125 / pi);
  out[0] += 0.25;
};

export const siluPair: PairFormula = (q, r, gap, out) => {
  mean('gate', 0.25, q, r, gap, out, 2 / pi, 0.5 / pi);
};

/** log(1 + e^{au})/a. */
export function softplusPair(a: number): PairFormula {
  const square = 0.25 * a * a;
  return (q, r, gap, out) => {
    mean('ramp', square, q, r, gap, out, 0.5 / (pi * square), 0.5 / pi);
  };
}

/** The mean at the variances times `unit`, V and its fall times `value`, V′ times `slope`. */
function mean(
  member: NoisyMember,
  unit: number,
  q: number,
  r: number,
  gap: number,
  out: Float64Array,
  value: number,
  slope: number,
): void {
  law ??= kolmogorovLaw();
  short ??= gaussRule(law, shortNodes);
  const far = unit * q * r * gap * (2 - gap) > plain * (q + r);
  noisyKernel(member, far ? short : law, unit * q, unit * r, gap, out);
  // The fall hangs on the terms at c = 1, which are not.
  if (far) out[2] = NaN;
  out[0] *= value;
  out[1] *= slope;
  out[2] *= value;
}
