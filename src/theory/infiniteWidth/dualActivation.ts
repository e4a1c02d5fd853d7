import { activations } from '../activations/activations';
import type { ActivationName } from '../activations/names';
import {
  closedForm,
  cosine,
  cube,
  errorFunction,
  gelu,
  kinked,
  linear,
  sine,
  square,
  type PairFormula,
} from './closedFormDuals';
import { eluDual } from './eluDual';
import type { DualWork } from './gaussianPairs';
import { quadratureDual } from './quadratureDual';

/**
 * The dual activation of φ: closed form where there is one (1e-12), split at the kink for elu, Hermite expansion with
 * a convergence check for the analytic rest (1e-10). MATH §4.
 */
export function dualActivation(activation: ActivationName, a: number): DualWork {
  return duals[activation](a);
}

const duals: Readonly<Record<ActivationName, (a: number) => DualWork>> = {
  relu: () => closed(kinked(0, 0)),
  leakyRelu: (a) => closed(kinked(a, 1)),
  abs: () => closed(kinked(-1, 0)),
  linear: () => closed(linear),
  erf: () => closed(errorFunction),
  tanh: byQuadrature('tanh'),
  sigmoid: byQuadrature('sigmoid'),
  silu: byQuadrature('silu'),
  gelu: () => closed(gelu),
  softplus: byQuadrature('softplus'),
  elu: () => eluDual(1),
  sin: () => closed(sine),
  cos: () => closed(cosine),
  square: () => closed(square),
  cube: () => closed(cube),
};

function closed(formula: PairFormula): DualWork {
  const dual = closedForm(formula);
  return function* (pairs) {
    yield;
    return dual(pairs);
  };
}

function byQuadrature(activation: ActivationName): (a: number) => DualWork {
  const { derivative, strip } = activations[activation];
  return (a) =>
    quadratureDual({
      value: (u) => derivative(a, 0, u),
      slope: (u) => derivative(a, 1, u),
      strip: strip(a),
    });
}
