import { requireSpec } from './validate';
import type { SweepPlan } from './sweep';

/**
 * The width sweep that shows Huang and Yau's scalings in less than a minute: tanh, two hidden layers, NTK
 * parametrisation without biases, six random points on the sphere of radius √8 with targets ±1, 8 seeds of each width.
 */
export const defaultSweep: SweepPlan = {
  base: requireSpec({
    dataset: 'sphere',
    n: 6,
    d: 8,
    target: 'signs',
    preset: 'ntk-alpha',
    depth: 2,
    activation: 'tanh',
    sigmaW: 1,
    sigmaB: 0,
    alpha: 'sqrt',
    centred: false,
    horizon: 40,
    tab: 'sweep',
  }),
  axes: [
    { field: 'width', values: [32, 64, 128, 256, 512] },
    { field: 'seed', values: [0, 1, 2, 3, 4, 5, 6, 7] },
  ],
  outputs: ['k3', 'k4', 'drift', 'errors'],
};
