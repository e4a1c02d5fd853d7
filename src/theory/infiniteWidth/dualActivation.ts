import type { ActivationName } from '../activations/names';
import { activationId } from '../activations/activationId';
import { derivative } from '../activations/derivative';
import { closedFormDual } from './closedFormDuals';
import { eluDual } from './eluDual';
import type { DualWork } from './gaussianPairs';
import { quadratureDual } from './quadratureDual';

const pi = 3.141592653589793;

/**
 * The dual activation of φ: closed form where there is one (1e-12), split at the kink for elu, Hermite expansion with
 * a convergence check for the analytic rest (1e-10). MATH §4.
 */
export function dualActivation(activation: ActivationName, param: number): DualWork {
  const closed = closedFormDual(activation, param);
  if (closed !== null)
    return function* (pairs) {
      yield;
      return closed(pairs);
    };
  if (activation === 'elu') return eluDual(1);
  const id = activationId(activation);
  return quadratureDual({
    value: (u) => derivative(id, param, 0, u),
    slope: (u) => derivative(id, param, 1, u),
    strip: analyticStrip(activation, param),
  });
}

/** Distance from the real axis to the nearest singularity: of tanh at iπ/2, of the logistic function at iπ. */
function analyticStrip(activation: ActivationName, param: number): number {
  if (activation === 'tanh') return pi / 2;
  return activation === 'softplus' ? pi / param : pi;
}
