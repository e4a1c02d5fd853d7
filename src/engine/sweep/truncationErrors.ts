import { frobeniusNorm } from '../../theory/linalg/frobeniusNorm';
import type { Expansion } from '../predictors/expansion';
import { HierarchyPredictor } from '../predictors/hierarchyPredictor';
import { linearisedPredictor } from '../predictors/builders/linearised';
import type { Predictor } from '../predictors/predictor';
import type { Setup } from '../predictors/setup';
import type { Pause } from '../work/pause';
import type { TrainingRecord } from './trainingRecord';

export type TruncationOrder = 2 | 3 | 4 | 5;

export interface TruncationErrors {
  /** Largest RMS of f̃⁽ᵖ⁾ − f over the points, up to the end of the record; null after a blow-up, or without points. */
  readonly train: number | null;
  readonly probe: number | null;
  /** Largest ‖K̃_t − K_t‖_F/‖K_t‖_F; null after a blow-up, or where the record has no kernels. */
  readonly kernel: number | null;
  /** The time at which the truncation blew up, or null. */
  readonly divergedAt: number | null;
}

/** Leads the hierarchy truncated at p through the record's times from the expansion point on, beside the network. */
export async function truncationErrors(
  problem: Setup,
  expansion: Expansion,
  p: TruncationOrder,
  record: TrainingRecord,
  pause: Pause,
): Promise<TruncationErrors> {
  const predictor: Predictor =
    p === 2
      ? await linearisedPredictor(problem, expansion, [], pause)
      : await HierarchyPredictor.create(problem, expansion, p, [], pause);
  let train = 0;
  let probe = 0;
  let kernel = 0;
  try {
    for (let k = 0; k < record.times.length; k++) {
      if (record.times[k] < predictor.start) continue;
      await predictor.advance(record.times[k], pause);
      if (predictor.divergence !== null)
        return { train: null, probe: null, kernel: null, divergedAt: predictor.divergence.at };
      const prediction = await predictor.predict();
      train = Math.max(train, rmsDifference(prediction.train, record.train[k]));
      if (record.probe.length > 0) probe = Math.max(probe, rmsDifference(prediction.probe, record.probe[k]));
      if (record.kernels.length > 0 && prediction.kernel)
        kernel = Math.max(kernel, relativeChange(prediction.kernel, record.kernels[k]));
      const wait = pause();
      if (wait) await wait;
    }
  } finally {
    predictor.close();
  }
  return {
    train,
    probe: record.probe.length > 0 ? probe : null,
    kernel: record.kernels.length > 0 ? kernel : null,
    divergedAt: null,
  };
}

/** √(mean (a − b)²). */
export function rmsDifference(a: Float64Array, b: Float64Array): number {
  return frobeniusNorm(a.map((value, i) => value - b[i])) / Math.sqrt(a.length);
}

/** ‖a − b‖/‖b‖. */
export function relativeChange(a: Float64Array, b: Float64Array): number {
  return frobeniusNorm(a.map((value, i) => value - b[i])) / frobeniusNorm(b);
}
