import type { ActivationName } from '../activations/names';
import { activationId } from '../activations/activationId';
import { derivative } from '../activations/derivative';
import { closedFormDual, kinkedDual, kinkSlopes } from './closedFormDuals';
import { eluDual } from './eluDual';
import type { DualWork } from './gaussianPairs';
import { quadratureDual } from './quadratureDual';

const pi = 3.141592653589793;

/**
 * The dual activation of φ: closed form where there is one (1e-12), recurrence and sectors for elu, Hermite expansion with
 * a convergence check for the analytic rest (1e-10). MATH §4.
 */
export function dualActivation(activation: ActivationName, param: number): DualWork {
  const closed = closedFormDual(activation, param);
  if (closed !== null)
    return function* (pairs) {
      yield;
      return closed(pairs);
    };
  if (activation === 'elu') return eluDual();
  const id = activationId(activation);
  return quadratureDual({
    value: (u) => derivative(id, param, 0, u),
    slope: (u) => derivative(id, param, 1, u),
    strip: analyticStrip(activation, param),
  });
}

/** Distance from the real axis to the nearest singularity: of tanh at iπ/2, of the logistic function at iπ. */
export function analyticStrip(activation: ActivationName, param: number): number {
  if (activation === 'tanh') return pi / 2;
  return activation === 'softplus' ? pi / param : pi;
}

/** Variances beyond which a half-linear activation is relu to rounding: what differs is of relative order 1/√q. */
const reluLike = 1e28;
const halfLinear: readonly ActivationName[] = ['silu', 'gelu', 'softplus', 'elu'];

/**
 * The dual activation where variances may be given in units of 2^exponent: homogeneous activations have the same law in every
 * unit, and silu, gelu, softplus and elu become relu as they grow.
 */
export function scaledDual(activation: ActivationName, param: number, exponent: () => number): DualWork {
  const plain = dualActivation(activation, param);
  if (kinkSlopes(activation, param) !== null || !halfLinear.includes(activation)) return plain;
  const limit = kinkedDual({ left: 0, atZero: 0.5 });
  return function* (pairs) {
    let narrowest = Infinity;
    for (const value of pairs.q) narrowest = Math.min(narrowest, value);
    if (exponent() > 0 || narrowest > reluLike) return limit(pairs);
    return yield* plain(pairs);
  };
}
