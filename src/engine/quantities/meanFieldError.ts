import { meanFieldEnd } from '../../protocol/quantities/meanFieldError';
import { frobeniusNorm } from '../../theory/linalg/frobeniusNorm';
import { DeepMeanFieldPredictor } from '../predictors/deepMeanFieldPredictor';
import { MeanFieldPredictor } from '../predictors/meanFieldPredictor';
import { rmsDifference } from '../sweep/truncationErrors';
import type { Quantity } from './quantity';

/**
 * `meanFieldError`: RMS over the probe points of f − f_{m = ∞} at the last recorded time, at the α of the spec; `meanFieldError.sampling`: that
 * of the limit's own Monte-Carlo error, below which nothing is measured. The limit is the accurate one, for times that are asked for.
 */
export const meanFieldError: Quantity = {
  needs: { orders: [], training: { kernels: false }, probe: true },
  async compute(member) {
    const { backend, problem, pause } = member;
    const record = await member.training();
    const none = { meanFieldError: null, 'meanFieldError.sampling': null };
    if (record.divergedAt !== null || problem.data.p === 0) return { ...none, [meanFieldEnd]: null };
    const predictor =
      problem.spec.depth === 1
        ? await MeanFieldPredictor.create(backend, problem, true, [])
        : DeepMeanFieldPredictor.create(backend, problem, true, []);
    try {
      await predictor.advance(record.times[record.times.length - 1], pause);
      if (predictor.divergence) return { ...none, [meanFieldEnd]: predictor.divergence.at };
      const { probe, probeError } = await predictor.predict();
      return {
        meanFieldError: rmsDifference(record.probe[record.probe.length - 1], probe),
        'meanFieldError.sampling': probeError
          ? frobeniusNorm(probeError) / Math.sqrt(probeError.length)
          : null,
        [meanFieldEnd]: null,
      };
    } finally {
      predictor.close();
    }
  },
};
