import type { Assumption } from '../../../protocol/run';
import { limitStart } from '../../../theory/assumptions/limitStart';
import { limitActivation } from '../../../theory/assumptions/smoothActivation';
import { tangentKernelLimit } from '../../../theory/assumptions/tangentKernelLimit';
import type { InfiniteKernels } from '../../../theory/infiniteWidth/infiniteKernels';
import { meanOfTraining, scaledNetwork, stepFits } from '../assumptions';
import { representable } from '../kernelsAtInfinity';
import { linearPredictor } from '../linearPredictor';
import { outputCovariance } from '../outputCovariance';
import type { Predictor } from '../predictor';
import type { Setup } from '../setup';
import type { Builder } from './builder';

export const infiniteNetwork: Builder = async ({ problem, infinite, pause }) => {
  const { spec, definition } = problem;
  const kernels = await infinite();
  const kernel = kernels.ntk.map((value) => value / definition.lazyFactor);
  return infinitePredictor(problem, kernels, [
    tangentKernelLimit(scaledNetwork(problem)),
    // A network that is linear in what trains needs no second derivative.
    ...(spec.trained === 'output' ? [] : [limitActivation(spec.activation, spec.activationParam)]),
    ...limitStart(spec.centred, spec.loss, true),
    ...(await stepFits(problem, kernel, 'steps', pause)),
    ...meanOfTraining(problem),
  ]);
};

/** The infinitely wide network: mean over initialisations, with its Gaussian variance where the output is not centred. */
export function infinitePredictor(
  problem: Setup,
  infinite: InfiniteKernels,
  assumptions: readonly Assumption[],
): Predictor {
  const { data, definition } = problem;
  const kernels = representable(infinite, problem.spec, 'both');
  return linearPredictor(problem, {
    name: 'ntk',
    assumptions,
    start: 0,
    kernel: kernels.ntk.map((value) => value / definition.lazyFactor),
    linear: { kernel: kernels.ntk, kernelProbe: kernels.ntkProbe, y: data.y },
    covariance: definition.centred ? null : outputCovariance(problem, kernels),
  });
}
