import type { TimeSeries } from '../../plots/timePlot';
import { predictorStyle } from '../../plots/predictorStyle';
import type { PredictorName } from '../../protocol/experimentSpec';
import type { Run } from '../../state/runState';

/** One curve per predictor that is on and has the quantity. `pick` gives [count] values or null. */
export function predictorCurves(
  run: Run | null,
  predictors: readonly PredictorName[],
  pick: (run: Run, name: PredictorName) => Float64Array | null,
): TimeSeries[] {
  if (!run) return [];
  return predictors.flatMap((name) => {
    const values = pick(run, name);
    if (!values) return [];
    return [
      {
        key: name,
        label: predictorStyle[name].label,
        hue: name,
        times: run.header.times,
        values,
        divergedAt: run.statuses[name]?.divergedAt ?? null,
        reference: name === 'nn',
      },
    ];
  });
}

/** Column `column` of a [count, size] array. */
export function column(values: Float64Array, size: number, index: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => values[i * size + index]);
}
