import type { Backend, Tensor } from '../tensor/backend';
import type { Learned } from './lazyMatrix';

/** What moves: neurons' own weights as rows over the S samples, and the learned part of every matrix. */
export interface LimitState {
  /** W¹ in the inputs' coordinates [r], b¹ … b^H where there are biases, a. [rows, S] */
  readonly neurons: Tensor;
  readonly learned: readonly Learned[];
  /** The output bias; 0 without one. */
  readonly outputBias: number;
}

/** Σ_i s_i state_i. A matrix whose basis grew in between counts as 0 in the new directions. */
export function combineStates(
  backend: Backend,
  states: readonly LimitState[],
  scales: readonly number[],
): LimitState {
  return {
    neurons: backend.combine(
      states.map(({ neurons }) => neurons),
      scales,
    ),
    learned: states[0].learned.map((_, l) =>
      combineLearned(
        states.map(({ learned }) => learned[l]),
        scales,
      ),
    ),
    outputBias: states.reduce((sum, state, i) => sum + scales[i] * state.outputBias, 0),
  };
}

function combineLearned(terms: readonly Learned[], scales: readonly number[]): Learned {
  const p = Math.max(...terms.map((term) => term.p));
  const q = Math.max(...terms.map((term) => term.q));
  const values = new Float64Array(p * q);
  terms.forEach((term, i) => {
    for (let k = 0; k < term.p; k++)
      for (let j = 0; j < term.q; j++) values[k * q + j] += scales[i] * term.values[k * term.q + j];
  });
  return { p, q, values };
}

/** Root mean square over the samples of the neurons' rows together, and of what the matrices make of a unit vector. */
export function stateSize(backend: Backend, { neurons, learned, outputBias }: LimitState): number {
  const squares = backend.sumSquares(neurons);
  let sum = backend.peek(squares)![0] / neurons.cols + outputBias * outputBias;
  backend.dispose(squares);
  for (const { values } of learned) for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}
