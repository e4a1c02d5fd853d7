/** What the run's truncated predictions say about how long each can be trusted. */
import type { TruncationName } from '../../protocol/predictors';
import { outputScale } from '../../state/predictionError';
import type { Run } from '../../state/runState';

/** ‖K̃_t − K_t‖_F/‖K_t‖_F at every recorded time of both, NaN before the expansion point; null without kernels. */
export function kernelError(run: Run, name: TruncationName): Float64Array | null {
  const [truth, series] = [run.series.nn, run.series[name]];
  if (!truth?.kernel || !series?.kernel) return null;
  const size = run.header.n * run.header.n;
  const count = Math.min(truth.count, series.count);
  return Float64Array.from({ length: count }, (_, f) => {
    let [rest, whole] = [0, 0];
    for (let i = f * size; i < (f + 1) * size; i++) {
      const [now, predicted] = [(truth.kernel as Float64Array)[i], (series.kernel as Float64Array)[i]];
      rest += (predicted - now) * (predicted - now);
      whole += now * now;
    }
    return Math.sqrt(rest / whole);
  });
}

/**
 * The first time at or after `from` at which `errors` [≤ F] exceeds the limit, linear between records; the blow-up if that
 * comes first; null if neither happens within the record.
 */
export function firstFailure(
  errors: Float64Array,
  times: Float64Array,
  limit: number,
  from: number,
  divergedAt: number | null,
): number | null {
  for (let i = 0; i < errors.length; i++) {
    const e = errors[i];
    if (times[i] < from || (Number.isNaN(e) && i + 1 < errors.length && !(errors[i - 1] >= 0))) continue;
    if (e <= limit) continue;
    const before = i > 0 ? errors[i - 1] : NaN;
    if (!(before <= limit)) return Math.max(from, times[i]);
    if (!Number.isFinite(e)) return times[i];
    return times[i - 1] + ((times[i] - times[i - 1]) * (limit - before)) / (e - before);
  }
  return divergedAt;
}

/** The error that a share of the network's largest RMS output makes; the same yardstick as the verdict table's. */
export function outputLimit(run: Run, share: number): number {
  const nn = run.series.nn;
  return nn ? share * outputScale(nn, run.header.p) : 0;
}
