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

/**
 * Columns of a [count, size] array with the times at which they are known: at large n eigenvalues are taken at some of the recorded times only.
 * Times that are still to come stay.
 */
export function knownColumns(
  times: Float64Array,
  values: Float64Array,
  size: number,
  count: number,
): { readonly times: Float64Array; readonly column: (index: number) => Float64Array } {
  const known = Array.from({ length: count }, (_, i) => i).filter((i) => Number.isFinite(values[i * size]));
  return {
    times: Float64Array.of(...known.map((i) => times[i]), ...times.subarray(count)),
    column: (index) => Float64Array.from(known, (i) => values[i * size + index]),
  };
}
