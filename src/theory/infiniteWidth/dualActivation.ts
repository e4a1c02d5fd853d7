import { activations } from '../activations/activations';
import type { ActivationName } from '../activations/names';
import { cosine, cube, errorFunction, gelu, kinkedDual, sine, square } from './closedFormDuals';
import { eluDual } from './eluDual';
import type { DualActivation, DualWork } from './gaussianPairs';
import { siluPair, sigmoidPair, softplusPair, tanhPair } from './logisticMixture';
import { closedForm, type PairFormula } from './pairFormula';
import { quadratureDual } from './quadratureDual';
import { finish } from './work';

/** Of the logistic family: quadrature for all pairs at once, and a formula, given the parameter, for one. */
interface LogisticFormula {
  readonly logistic: (a: number) => PairFormula;
}

/** A formula; the one of homogeneous activations, from the record's slopes; elu's own; or the logistic family's quadrature. */
type DualMethod = PairFormula | 'homogeneous' | 'elu' | LogisticFormula;

/** How the dual of each activation is had. Closed: an activation without its dual does not compile. */
const methods: Readonly<Record<ActivationName, DualMethod>> = {
  relu: 'homogeneous',
  leakyRelu: 'homogeneous',
  abs: 'homogeneous',
  linear: 'homogeneous',
  erf: errorFunction,
  tanh: { logistic: () => tanhPair },
  sigmoid: { logistic: () => sigmoidPair },
  silu: { logistic: () => siluPair },
  gelu,
  softplus: { logistic: softplusPair },
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
  const method = methods[activation];
  if (method === 'elu') return eluDual();
  if (typeof method === 'object') {
    const { derivative, strip } = activations[activation];
    return quadratureDual({
      value: (u) => derivative(a, 0, u),
      slope: (u) => derivative(a, 1, u),
      strip: strip(a),
      pair: method.logistic(a),
    });
  }
  const closed = closedFormDual(activation, a)!;
  return function* (pairs) {
    yield;
    return closed(pairs);
  };
}

/** The same pair by pair and at once: for a few pairs, which tables for many would keep waiting. */
export function dualOfFew(activation: ActivationName, a: number): DualActivation {
  const method = methods[activation];
  if (method === 'elu') {
    const dual = eluDual();
    return (pairs) => finish(dual(pairs));
  }
  return typeof method === 'object' ? closedForm(method.logistic(a)) : closedFormDual(activation, a)!;
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
