import { rmsDistance, rmsOf } from '../../theory/statistics/outputError';
import type { Predictor } from '../predictors/predictor';
import type { Pause } from '../work/pause';
import type { TrainingRecord } from './trainingRecord';

/** What a theory predicts at the recorded times it reached. */
export interface TheoryCurve {
  /** Outputs at the probe points [p], one row per time; null before the theory's start. */
  readonly probe: readonly (Float64Array | null)[];
  /** RMS of its own sampling error at each of these times; 0 for a theory that samples nothing. */
  readonly sampling: readonly number[];
  readonly divergedAt: number | null;
}

/** A theory against the network over the probe points, in shares of the network's largest RMS output. */
export interface TheoryError {
  /** max_t RMS(f_theory − f)/max_t RMS(f); null where the theory left its validity. */
  readonly error: number | null;
  readonly sampling: number;
  readonly divergedAt: number | null;
}

/** Leads a predictor through the times (ascending) and closes it. */
export async function theoryCurve(
  predictor: Predictor,
  times: Float64Array,
  pause: Pause,
): Promise<TheoryCurve> {
  const probe: (Float64Array | null)[] = [];
  const sampling: number[] = [];
  try {
    for (const t of times) {
      if (t < predictor.start) {
        probe.push(null);
        sampling.push(0);
        continue;
      }
      await predictor.advance(t, pause);
      if (predictor.divergence !== null) return { probe, sampling, divergedAt: predictor.divergence.at };
      const prediction = await predictor.predict();
      probe.push(prediction.probe);
      sampling.push(prediction.probeError ? rmsOf(prediction.probeError, 0, prediction.probe.length) : 0);
      const wait = pause();
      if (wait) await wait;
    }
  } finally {
    predictor.close();
  }
  return { probe, sampling, divergedAt: null };
}

/** The curve against a network that reached the end of its record. `p` probe points. */
export function theoryError(curve: TheoryCurve, { probe }: TrainingRecord, p: number): TheoryError {
  const scale = probe.reduce((most, row) => Math.max(most, rmsOf(row, 0, p)), 0);
  const sampling = curve.sampling.reduce((most, value) => Math.max(most, value), 0) / scale;
  if (curve.divergedAt !== null) return { error: null, sampling, divergedAt: curve.divergedAt };
  const largest = probe.reduce((most, row, k) => {
    const predicted = curve.probe[k];
    return predicted ? Math.max(most, rmsDistance(predicted, row, 0, p)) : most;
  }, 0);
  return { error: largest / scale, sampling, divergedAt: null };
}
