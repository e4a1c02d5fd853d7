/** What the engine has said about the present configuration, and the last complete run before it (the ghost). */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PredictorName } from '../protocol/experimentSpec';
import type { EngineProblem, RunEvent } from '../protocol/run';
import { applyEvent, withNotice } from './applyEvent';
import { nothingKnown } from './runState';
import type { ByPredictor, RunState } from './runState';

export const createRunStore = (): StoreApi<RunState> => createStore<RunState>()(() => nothingKnown);

export const runStore = createRunStore();

/** Announces a run: nothing on the screen changes until its header comes. */
export function expectRun(runId: number, keep: boolean): void {
  runStore.setState({
    expectedId: runId,
    keep,
    computing: true,
    progress: null,
    ...(keep ? {} : { notices: [] }),
  });
}

/** Forgets predictors that were switched off, so that switching them on again computes them anew. */
export function dropPredictors(names: readonly PredictorName[]): void {
  const { run } = runStore.getState();
  if (!run) return;
  const without = <T>(record: ByPredictor<T>): ByPredictor<T> =>
    Object.fromEntries(
      Object.entries(record).filter(([name]) => !names.includes(name as PredictorName)),
    ) as ByPredictor<T>;
  runStore.setState({
    run: {
      ...run,
      series: without(run.series),
      errors: without(run.errors),
      trusted: without(run.trusted),
      statuses: without(run.statuses),
    },
  });
}

/** Takes one event, or several at once as one update. */
export function receive(runId: number, ...events: readonly RunEvent[]): void {
  receiveAll(events.map((event) => ({ runId, event })));
}

export interface Heard {
  readonly runId: number;
  readonly event: RunEvent;
}

export function receiveAll(heard: readonly Heard[]): void {
  runStore.setState(
    heard.reduce((state, { runId, event }) => applyEvent(state, runId, event), runStore.getState()),
    true,
  );
}

/** Every part of the newest run has ended (well or badly). */
export function finishRun(): void {
  runStore.setState({ computing: false, progress: null, ghost: null });
}

export function addNotice(problem: EngineProblem): void {
  runStore.setState(withNotice(runStore.getState(), problem), true);
}

export function dismissNotice(problem: EngineProblem): void {
  runStore.setState({ notices: runStore.getState().notices.filter((n) => n !== problem) });
}
