import { deepMeanFieldLimit, meanFieldLimit } from '../../../theory/assumptions/kernelAssumptions';
import { limitScales } from '../../../theory/meanField/limitScales';
import { deepSamples } from '../../meanField/limitSize';
import { DeepMeanFieldPredictor } from '../deepMeanFieldPredictor';
import { MeanFieldPredictor } from '../meanFieldPredictor';
import { populations } from '../populations';
import type { Predictor } from '../predictor';
import { SparsePredictor } from '../sparsePredictor';
import type { Builder } from './builder';

/** Particles for one hidden layer, dynamical mean-field theory for more. */
export const meanField: Builder = async ({ problem, means, exact, times }) => {
  const { spec, alpha } = problem;
  let predictor: Predictor;
  if (spec.depth === 1) {
    const assumptions = meanFieldLimit(spec.width, alpha);
    predictor = await MeanFieldPredictor.create(means.backend, problem, exact, assumptions);
  } else {
    const { S, sampled } = deepSamples(problem, exact);
    const { activation, preset } = spec;
    const samples = sampled ? populations * S : 0;
    const assumptions = deepMeanFieldLimit({
      preset,
      activation,
      alpha: limitScales(problem.definition.parametrisation).output,
      samples,
    });
    predictor = DeepMeanFieldPredictor.create(means.float64, problem, exact, assumptions);
  }
  return exact ? predictor : new SparsePredictor(predictor, problem, times);
};
