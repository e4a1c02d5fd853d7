import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { recordedTimes } from '../run/recordedTimes';

/** A sharpness costs as much as some fifty steps: a quarter of the recorded times. */
const moments = 25;

/** Evenly many of the run's recorded times, the first and the last among them. */
export function sharpnessTimes(spec: ExperimentSpec): Float64Array {
  const all = recordedTimes(spec);
  if (all.length <= moments) return all;
  return Float64Array.from(
    { length: moments },
    (_, k) => all[Math.round((k * (all.length - 1)) / (moments - 1))],
  );
}
