import { predictorNames, type PredictorName } from '../protocol/predictors';
import type { PredictorFrames } from '../protocol/run';
import type { RecordedPredictor } from '../protocol/runDocument';
import type { PredictorSeries } from './predictorSeries';
import type { Run } from './runState';

/** What a run's predictors have said so far, as its document takes it. */
export function recordedPredictors({
  series,
  statuses,
}: Pick<Run, 'series' | 'statuses'>): ReadonlyMap<PredictorName, RecordedPredictor> {
  return new Map(
    predictorNames.flatMap((name) => {
      const [known, status] = [series[name], statuses[name] ?? null];
      if (!known && !status) return [];
      return [[name, { frames: known ? [recordedFrames(known)] : [], status }] as const];
    }),
  );
}

/** The series as one block of frames: exactly what is known. */
function recordedFrames(series: PredictorSeries): PredictorFrames {
  const known: Record<string, unknown> = { ...series, first: 0 };
  const rows = series.loss.length;
  for (const [key, value] of Object.entries(known)) {
    if (value instanceof Float64Array) known[key] = value.subarray(0, (value.length / rows) * series.count);
  }
  return known as unknown as PredictorFrames;
}
