/** Errors of predictions against the network, from the frames of one run. */
import type { PredictorName } from '../protocol/experimentSpec';
import type { RunNumbers } from './runNumbers';

/** RMS over the training or probe points at every recorded time that both have; NaN before the expansion point. */
export function errorCurve(
  { header, series }: RunNumbers,
  name: PredictorName,
  where: 'train' | 'probe',
): Float64Array | null {
  const [truth, other] = [series.nn, series[name]];
  if (!truth || !other) return null;
  const size = where === 'train' ? header.n : header.p;
  const count = Math.min(truth.count, other.count);
  return Float64Array.from({ length: count }, (_, f) => {
    let sum = 0;
    for (let i = f * size; i < (f + 1) * size; i++) {
      const gap = other[where][i] - truth[where][i];
      sum += gap * gap;
    }
    return Math.sqrt(sum / size);
  });
}

/** The largest finite value up to time t. */
export function largestUntil(curve: Float64Array, times: Float64Array, t: number): number {
  let most = 0;
  for (let i = 0; i < curve.length && times[i] <= t; i++) if (curve[i] > most) most = curve[i];
  return most;
}
