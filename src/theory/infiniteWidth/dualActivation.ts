import { activations } from '../activations/activations';
import type { ActivationName } from '../activations/names';
import {
  closedForm,
  cosine,
  cube,
  errorFunction,
  gelu,
  kinkedDual,
  sine,
  square,
  type PairFormula,
} from './closedFormDuals';
import { eluDual } from './eluDual';
import type { DualActivation, DualWork } from './gaussianPairs';
import { quadratureDual } from './quadratureDual';

/** A formula; the one of homogeneous activations, from the record's slopes; elu's own; or, for φ analytic in a strip, quadrature. */
type DualMethod = PairFormula | 'homogeneous' | 'elu' | 'quadrature';

/** How the dual of each activation is had. Closed: an activation without its dual does not compile. */
const methods: Readonly<Record<ActivationName, DualMethod>> = {
  relu: 'homogeneous',
  leakyRelu: 'homogeneous',
  abs: 'homogeneous',
  linear: 'homogeneous',
  erf: errorFunction,
  tanh: 'quadrature',
  sigmoid: 'quadrature',
  silu: 'quadrature',
  gelu,
  softplus: 'quadrature',
  elu: 'elu',
  sin: sine,
  cos: cosine,
  square,
  cube,
};

/**
 * The dual activation of φ: closed form where there is one (1e-12), recurrence and sectors for elu, Hermite expansion with
 * a convergence check for the analytic rest (1e-10). MATH §4.
 */
export function dualActivation(activation: ActivationName, a: number): DualWork {
  const closed = closedFormDual(activation, a);
  if (closed !== null)
    return function* (pairs) {
      yield;
      return closed(pairs);
    };
  if (methods[activation] === 'elu') return eluDual();
  const { derivative, strip } = activations[activation];
  return quadratureDual({
    value: (u) => derivative(a, 0, u),
    slope: (u) => derivative(a, 1, u),
    strip: strip(a),
  });
}

/** The dual where it is a formula, else null. */
export function closedFormDual(activation: ActivationName, a: number): DualActivation | null {
  const method = methods[activation];
  if (typeof method === 'function') return closedForm(method);
  const slopes = activations[activation].homogeneous?.(a);
  return method === 'homogeneous' && slopes ? kinkedDual(slopes) : null;
}

/** Variances beyond which a half-linear activation is relu to rounding: what differs is of relative order 1/√q. */
const reluLike = 1e28;

/**
 * The dual activation where variances may be given in units of 2^exponent: homogeneous activations have the same law in every
 * unit, and those that approach 0 (or a constant) and u become relu as they grow.
 */
export function scaledDual(activation: ActivationName, a: number, exponent: () => number): DualWork {
  const plain = dualActivation(activation, a);
  const { asymptotes } = activations[activation];
  if (asymptotes === null || asymptotes.left.slope !== 0 || asymptotes.right.slope !== 1) return plain;
  const limit = kinkedDual({ left: 0, atZero: 0.5 });
  return function* (pairs) {
    let narrowest = Infinity;
    for (const value of pairs.q) narrowest = Math.min(narrowest, value);
    if (exponent() > 0 || narrowest > reluLike) return limit(pairs);
    return yield* plain(pairs);
  };
}
