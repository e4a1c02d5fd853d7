import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { EngineError } from '../work/engineError';

/** The times asked for, one for one as the run records them: whole steps for optimisers that step. [T] */
export function ensembleTimes(spec: ExperimentSpec, times: readonly number[]): Float64Array {
  const wrong = times.findIndex((t, k) => !(t >= (k === 0 ? 0 : times[k - 1]) && t < Infinity));
  if (wrong >= 0 || times.length === 0)
    throw new EngineError(
      'InvalidTimes',
      `times must be finite, at least 0 and ascending, got ${times.length === 0 ? 'none' : times[wrong]}; give them in order.`,
      'horizon',
    );
  return Float64Array.from(times, (t) => (spec.optimizer === 'flow' ? t : Math.round(t / spec.lr) * spec.lr));
}
