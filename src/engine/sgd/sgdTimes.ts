import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { ensembleTimes } from '../ensemble/ensembleTimes';
import { recordedTimes } from '../run/recordedTimes';

/** Every step of runs that have no more of them; the recorded times of longer ones. */
const steps = 256;

export function sgdTimes(spec: ExperimentSpec, times: readonly number[] | undefined): Float64Array {
  if (times) return ensembleTimes(spec, times);
  const last = Math.round(spec.horizon / spec.lr);
  return last > steps ? recordedTimes(spec) : Float64Array.from({ length: last + 1 }, (_, k) => k * spec.lr);
}
