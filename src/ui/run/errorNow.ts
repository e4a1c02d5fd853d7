import { valueAt } from '../../plots/valueAt';
import type { PredictionError } from '../../state/predictionError';

/** RMS error at the playhead; null where it is not known or the prediction has blown up. */
export function errorNow(
  error: PredictionError | undefined,
  times: Float64Array,
  t: number,
  column: 'rms' | 'largest' = 'rms',
): number | null {
  return error ? valueAt(times, error[column].subarray(0, error.count), t) : null;
}
