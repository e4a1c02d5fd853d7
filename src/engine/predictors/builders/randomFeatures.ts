import { randomFeaturesOnly } from '../../../theory/assumptions/kernelAssumptions';
import { meanOfTraining } from '../assumptions';
import { representable } from '../kernelsAtInfinity';
import { linearPredictor } from '../linearPredictor';
import type { Builder } from './builder';

/** Random features (FDZ §III): only the output layer trains, in the limit of many features; its kernel is V[φ]. */
export const randomFeatures: Builder = async ({ problem, infinite }) => {
  const { data, definition } = problem;
  const kernels = representable(await infinite(), problem.spec, 'nngp');
  return linearPredictor(problem, {
    name: 'randomFeatures',
    assumptions: [randomFeaturesOnly(), ...meanOfTraining(problem)],
    start: 0,
    kernel: kernels.features.map((value) => value / definition.lazyFactor),
    linear: { kernel: kernels.features, kernelProbe: kernels.featuresProbe, y: data.y },
    covariance: null,
  });
};
