import { formatTime } from '../../plots/formatNumber';
import type { PredictorName } from '../../protocol/experimentSpec';
import type { Run } from '../../state/runState';

/** The horizon of trust; a theory that is still within 5 % where the record ends says so. */
export function trustText(run: Run, name: PredictorName): string {
  const until = run.trusted[name];
  const { times } = run.header;
  if (until != null) return `t = ${formatTime(until)}`;
  const recorded = run.errors[name]?.count ?? 0;
  return recorded > 0 ? `t > ${formatTime(times[recorded - 1])}` : '–';
}
