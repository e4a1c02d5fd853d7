import { meanFieldLimit } from '../../../theory/assumptions/kernelAssumptions';
import { MeanFieldPredictor } from '../meanFieldPredictor';
import { SparsePredictor } from '../sparsePredictor';
import { wideNetworkPredictor } from '../wideNetworkPredictor';
import type { Builder } from './builder';

/** Particles for one hidden layer, and what stands in for more. */
export const meanField: Builder = async ({ problem, means: { backend }, exact, times }) => {
  const { spec, alpha } = problem;
  const assumptions = meanFieldLimit(spec.depth, spec.width, alpha);
  const predictor =
    spec.depth === 1
      ? await MeanFieldPredictor.create(backend, problem, exact, assumptions)
      : await wideNetworkPredictor(backend, spec, exact, assumptions);
  return exact ? predictor : new SparsePredictor(predictor, problem, times);
};
