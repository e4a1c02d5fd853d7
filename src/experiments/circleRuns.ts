/** JGH's networks on a circle: ReLU, three hidden layers ("L = 4"), β = 0.1, gradient descent with learning rate 1. */
import { defaultSpec } from '../protocol/fields';
import type { ExperimentSpec } from '../protocol/experimentSpec';
import type { RunNeed } from './needs';

export const circleSpec: ExperimentSpec = {
  ...defaultSpec,
  dataset: 'circle',
  target: 'product',
  preset: 'jacot',
  activation: 'relu',
  depth: 3,
  sigmaB: 0.1,
  optimizer: 'gd',
  lr: 1,
  centred: false,
};

/** Ten independent initialisations, as in JGH §6, of one width. */
export function initialisations(
  spec: ExperimentSpec,
  width: number,
  times: readonly number[],
  count = 10,
): RunNeed[] {
  return Array.from({ length: count }, (_, seed) => ({
    task: 'run' as const,
    spec: { ...spec, width, seed, predictors: ['nn' as const] },
    times,
  }));
}
