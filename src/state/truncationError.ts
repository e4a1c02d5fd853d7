/** How wrong a run's truncated predictions are, by the yardsticks of its cards. */
import type { TruncationName } from '../protocol/predictors';
import { outputScale } from './predictionError';
import type { Run } from './runState';

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

/** The error that a share of the network's largest RMS output makes; the same yardstick as the verdict table's. */
export function outputLimit(run: Run, share: number): number {
  const nn = run.series.nn;
  return nn ? share * outputScale(nn, run.header.p) : 0;
}
