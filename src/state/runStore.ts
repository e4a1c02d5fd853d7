/** What the engine has said about the present configuration, and the last complete run before it (the ghost). */
import { createStore } from 'zustand/vanilla';
import type { PredictorName } from '../protocol/experimentSpec';
import type { EngineProblem, PredictorStatus, RunEvent, RunHeader } from '../protocol/run';
import { extendError, outputScale, trustedUntil, trustTolerance } from './predictionError';
import type { PredictionError } from './predictionError';
import { appendFrames } from './predictorSeries';
import type { PredictorSeries } from './predictorSeries';

export type ByPredictor<T> = Readonly<Partial<Record<PredictorName, T>>>;

export interface Run {
  readonly header: RunHeader;
  readonly series: ByPredictor<PredictorSeries>;
  readonly errors: ByPredictor<PredictionError>;
  /** Time until which each predictor stays within 5 % (null: to the end of what is recorded). */
  readonly trusted: ByPredictor<number | null>;
  readonly statuses: ByPredictor<PredictorStatus>;
}

export interface Progress {
  readonly fraction: number;
  readonly secondsLeft: number | null;
}

export interface RunState {
  readonly run: Run | null;
  readonly ghost: Run | null;
  readonly computing: boolean;
  readonly progress: Progress | null;
  readonly notices: readonly EngineProblem[];
  /** The number of the run on the screen (−1: none), and of the newest one asked for. */
  readonly shownId: number;
  readonly expectedId: number;
  /** The newest run continues the arrays at hand with more predictors. */
  readonly keep: boolean;
}

export const runStore = createStore<RunState>()(() => ({
  run: null,
  ghost: null,
  computing: false,
  progress: null,
  notices: [],
  shownId: -1,
  expectedId: -1,
  keep: false,
}));

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

export function receive(runId: number, event: RunEvent): void {
  if (runId < runStore.getState().shownId) return;
  switch (event.kind) {
    case 'header':
      return receiveHeader(runId, event.header);
    case 'frames':
      return withRun(runId, (run) => addFrames(run, event.frames));
    case 'status':
      return withRun(runId, (run) => ({
        ...run,
        statuses: { ...run.statuses, [event.status.predictor]: event.status },
      }));
    case 'progress':
      if (runId === runStore.getState().expectedId) {
        runStore.setState({ progress: { fraction: event.fraction, secondsLeft: event.secondsLeft } });
      }
      return;
    case 'notice':
      return addNotice(event.problem);
    case 'done':
      return;
    default:
      event satisfies never;
  }
}

/** Every part of the newest run has ended (well or badly). */
export function finishRun(): void {
  runStore.setState({ computing: false, progress: null });
}

export function addNotice(problem: EngineProblem): void {
  const { notices } = runStore.getState();
  if (!notices.some((n) => n.message === problem.message)) {
    runStore.setState({ notices: [...notices, problem] });
  }
}

export function dismissNotice(problem: EngineProblem): void {
  runStore.setState({ notices: runStore.getState().notices.filter((n) => n !== problem) });
}

function receiveHeader(runId: number, header: RunHeader): void {
  const { run, ghost, shownId, expectedId, keep } = runStore.getState();
  if (runId === shownId) {
    if (run && run.header.lrLimit === null && header.lrLimit !== null) {
      runStore.setState({ run: { ...run, header: { ...run.header, lrLimit: header.lrLimit } } });
    }
    return;
  }
  if (run && runId === expectedId && keep && sameTimes(run.header, header)) {
    runStore.setState({ shownId: runId, run: { ...run, header } });
    return;
  }
  const complete = run && isComplete(run) ? run : ghost;
  runStore.setState({
    shownId: runId,
    run: { header, series: {}, errors: {}, trusted: {}, statuses: {} },
    ghost: complete,
  });
}

function sameTimes(a: RunHeader, b: RunHeader): boolean {
  return a.p === b.p && a.times.length === b.times.length && a.times.every((t, i) => t === b.times[i]);
}

/** The network is known to the horizon (or to where it diverged). */
function isComplete(run: Run): boolean {
  const nn = run.series.nn;
  if (!nn) return false;
  return nn.count === run.header.times.length || run.statuses.nn?.state === 'diverged';
}

function withRun(runId: number, change: (run: Run) => Run): void {
  const { run, shownId } = runStore.getState();
  if (!run || runId !== shownId) return;
  const next = change(run);
  const patch: { run: Run; ghost?: null } = { run: next };
  if (isComplete(next)) patch.ghost = null;
  runStore.setState(patch);
}

function addFrames(run: Run, frames: Parameters<typeof appendFrames>[1]): Run {
  const name = frames.predictor;
  const series = { ...run.series, [name]: appendFrames(run.series[name], frames, run.header) };
  const errors: { -readonly [K in PredictorName]?: PredictionError } = { ...run.errors };
  const trusted: { -readonly [K in PredictorName]?: number | null } = { ...run.trusted };
  const nn = series.nn;
  if (nn) {
    const limit = trustTolerance * outputScale(nn, run.header.p);
    for (const other of name === 'nn' ? (Object.keys(series) as PredictorName[]) : [name]) {
      const predictor = series[other];
      if (other === 'nn' || !predictor) continue;
      const error = extendError(errors[other], predictor, nn, run.header.p, run.header.times.length);
      errors[other] = error;
      trusted[other] = trustedUntil(error, run.header.times, limit);
    }
  }
  return { ...run, series, errors, trusted };
}
