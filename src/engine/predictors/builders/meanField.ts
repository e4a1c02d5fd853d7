import { deepMeanFieldLimit, meanFieldLimit } from '../../../theory/assumptions/meanFieldLimit';
import { scaledNetwork } from '../assumptions';
import { deepSamples } from '../../meanField/limitSize';
import { DeepMeanFieldPredictor } from '../deepMeanFieldPredictor';
import { MeanFieldPredictor } from '../meanFieldPredictor';
import { populations } from '../populations';
import type { Predictor } from '../predictor';
import { SparsePredictor } from '../sparsePredictor';
import type { Builder } from './builder';

/** Particles for one hidden layer, dynamical mean-field theory for more. */
export const meanField: Builder = async ({ problem, means, exact, times }) => {
  const { spec } = problem;
  let predictor: Predictor;
  if (spec.depth === 1) {
    const assumptions = meanFieldLimit(scaledNetwork(problem));
    predictor = await MeanFieldPredictor.create(means.backend, problem, exact, assumptions);
  } else {
    const { S, sampled } = deepSamples(problem, exact);
    const assumptions = deepMeanFieldLimit(scaledNetwork(problem), {
      ...spec,
      descent: spec.optimizer === 'gd' || spec.optimizer === 'sgd',
      samples: sampled ? populations * S : 0,
    });
    predictor = DeepMeanFieldPredictor.create(means.float64, problem, exact, assumptions);
  }
  return exact ? predictor : new SparsePredictor(predictor, problem, times);
};
