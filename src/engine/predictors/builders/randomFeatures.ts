import { limitStart, outputLayerOnly } from '../../../theory/assumptions/limitStart';
import { networkDefinition } from '../../network/networkDefinition';
import { meanOfTraining, stepFits } from '../assumptions';
import { kernelsAtInfinity, representable } from '../kernelsAtInfinity';
import { linearPredictor } from '../linearPredictor';
import type { Builder } from './builder';

/** Random features (FDZ §III): only the output layer trains, in the limit of many features; its kernel is V[φ]. */
export const randomFeatures: Builder = async ({ problem, infinite, pause }) => {
  const { spec, data } = problem;
  // Where the network's own output layer stands still, random features train theirs all the same.
  const definition =
    spec.trained === 'hidden'
      ? networkDefinition({ ...spec, trained: 'output' }, data.d)
      : problem.definition;
  const found =
    definition === problem.definition
      ? await infinite()
      : await kernelsAtInfinity({ ...problem, definition }, pause);
  const kernels = representable(found, spec, 'nngp');
  const kernel = kernels.features.map((value) => value / definition.lazyFactor);
  return linearPredictor(problem, {
    name: 'randomFeatures',
    assumptions: [
      outputLayerOnly(spec.trained),
      ...limitStart(spec.centred, spec.loss, false),
      ...(await stepFits(problem, kernel, 'steps', pause)),
      ...meanOfTraining(problem),
    ],
    start: 0,
    kernel,
    linear: { kernel: kernels.features, kernelProbe: kernels.featuresProbe, y: data.y },
    covariance: null,
  });
};
