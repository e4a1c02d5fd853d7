import { useStore } from 'zustand';
import { formatDuration } from '../../plots/formatNumber';
import { experimentStore } from '../../state/experimentStore';
import { draftedPlan, sweepRunner, sweepStore } from '../../state/sweepStore';
import type { SweepState } from '../../state/sweepStore';
import { WorkButtons } from '../controls/WorkButtons';

interface SweepProgressProps {
  readonly draft: ReturnType<typeof draftedPlan>;
}

/** Start, pause, cancel, and how far the sweep is. */
export function SweepProgress({ draft }: SweepProgressProps) {
  const status = useStore(sweepStore, (s) => s.status);
  const done = useStore(sweepStore, (s) => s.rows.length + s.failures.length);
  const total = useStore(sweepStore, (s) => s.total);
  const secondsLeft = useStore(sweepStore, (s) => s.secondsLeft);
  const failures = useStore(sweepStore, (s) => s.failures);
  const busy = status === 'running' || status === 'paused';
  const ready = 'plan' in draft;
  const start = (): void => {
    const fresh = draftedPlan(experimentStore.getState().spec);
    if ('plan' in fresh) sweepRunner().start(fresh.plan);
  };
  return (
    <div className="sweep-progress">
      <div className="row">
        <WorkButtons
          label="Start"
          disabled={busy || !ready}
          status={status}
          onStart={start}
          onPause={(paused) => sweepRunner().pause(paused)}
          onCancel={() => sweepRunner().cancel()}
        />
        <p className={ready ? 'said' : 'said wrong'}>
          {!busy && !ready
            ? draft.problem
            : said({ status, total, secondsLeft }, done, ready ? draft.count : 0)}
        </p>
      </div>
      {status !== 'idle' && (
        <progress aria-label="Runs done" max={Math.max(1, total)} value={done}>
          {done} of {total}
        </progress>
      )}
      {failures.length > 0 && (
        <p className="said wrong" role="alert">
          {failures.length} {failures.length === 1 ? 'run' : 'runs'} could not be computed: {failures[0]}
        </p>
      )}
    </div>
  );
}

function said(
  { status, total, secondsLeft }: Pick<SweepState, 'status' | 'total' | 'secondsLeft'>,
  done: number,
  count: number,
): string {
  const runs = (k: number): string => `${k} ${k === 1 ? 'run' : 'runs'}`;
  switch (status) {
    case 'idle':
      return `${runs(count)} to compute`;
    case 'running':
      return secondsLeft === null
        ? `${done} of ${runs(total)}`
        : `${done} of ${runs(total)}, about ${formatDuration(1000 * Math.max(1, Math.round(secondsLeft)))} left`;
    case 'paused':
      return `${done} of ${runs(total)}, paused`;
    case 'done':
      return `${runs(total)} done; ${runs(count)} to compute next`;
    case 'cancelled':
      return `cancelled after ${done} of ${runs(total)}; what was computed stays`;
  }
}
