import type { Run } from '../../state/runState';
import { useLasting } from '../transport/useLasting';
import { usePlayback, useRun } from './runContext';
import { settledAt } from './settledAt';

/**
 * The run whose numbers are said: while a new one has not come to the playhead yet, the complete one before it, so that sentences do not
 * flicker between a change and its answer. Where the answer takes longer than a moment, what is known of it so far.
 */
export function useSettledRun(): Run | null {
  const run = useRun((s) => s.run);
  const ghost = useRun((s) => s.ghost);
  const computing = useRun((s) => s.computing);
  const lasting = useLasting(
    computing,
    useRun((s) => s.expectedId),
  );
  const settled = usePlayback((s) => run !== null && settledAt(run, s.time));
  if (computing && !settled && (!lasting || !run?.series.nn)) return ghost;
  return run;
}
