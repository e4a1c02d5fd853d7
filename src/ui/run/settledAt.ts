import type { Run } from '../../state/runState';

/** Whether the network and every theory that was asked for is known at t, or has ended before it. */
export function settledAt(run: Run, t: number): boolean {
  const { times, spec } = run.header;
  const reaches = (count: number): boolean => count > 0 && times[count - 1] >= t;
  const nn = run.series.nn;
  if (!nn || (!reaches(nn.count) && run.statuses.nn?.state !== 'diverged')) return false;
  return spec.predictors.every((name) => {
    if (name === 'nn') return true;
    const state = run.statuses[name]?.state;
    return reaches(run.errors[name]?.count ?? 0) || (state !== undefined && state !== 'running');
  });
}
