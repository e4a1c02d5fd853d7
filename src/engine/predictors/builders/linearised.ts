import type { Assumption } from '../../../protocol/run';
import type { Pause } from '../../work/pause';
import { atRest, differentiable, meanOfTraining, positiveAtExpansion, stepFits } from '../assumptions';
import type { Expansion } from '../expansion';
import { linearPredictor } from '../linearPredictor';
import type { Predictor } from '../predictor';
import type { Setup } from '../setup';
import type { Builder } from './builder';

export const linearised: Builder = async ({ problem, expansion, pause }) => {
  const expanded = await expansion();
  const [k2] = await expanded.kernels(2, pause);
  const assumptions = [
    ...differentiable(problem),
    await positiveAtExpansion(problem, expanded, pause),
    ...(await stepFits(problem, k2.slice(0, problem.data.n * problem.data.n), 'steps', pause)),
    ...atRest(problem, expanded),
    ...meanOfTraining(problem),
  ];
  return linearisedPredictor(problem, expanded, assumptions, pause);
};

/** The linearised network f₀ + K₀ of this very seed (p = 2), around the expansion point. */
export async function linearisedPredictor(
  problem: Setup,
  expansion: Expansion,
  assumptions: readonly Assumption[],
  pause: Pause,
): Promise<Predictor> {
  const { data, definition } = problem;
  const { n } = data;
  const [k2] = await expansion.kernels(2, pause);
  return linearPredictor(problem, {
    name: 'linearised',
    assumptions,
    start: expansion.t0,
    kernel: k2.slice(0, n * n),
    linear: {
      kernel: k2.slice(0, n * n),
      kernelProbe: k2.slice(n * n),
      y: data.y,
      f0: expansion.f0.slice(0, n),
      f0Probe: expansion.f0.slice(n),
      timeFactor: definition.lazyFactor,
    },
    covariance: null,
  });
}
