/** The state after one event of the engine: a pure function, so that many events make one update of the page. */
import type { PredictorName } from '../protocol/experimentSpec';
import type { EngineProblem, PredictorFrames, PredictorStatus, RunEvent, RunHeader } from '../protocol/run';
import { trustTolerance } from '../theory/statistics/outputError';
import { extendError, outputScale, trustedUntil } from './predictionError';
import type { PredictionError } from './predictionError';
import { appendFrames } from './predictorSeries';
import type { Run, RunState } from './runState';

/** Events of a run older than the one on the screen change nothing. */
export function applyEvent(state: RunState, runId: number, event: RunEvent): RunState {
  if (runId < state.shownId) return state;
  switch (event.kind) {
    case 'header':
      return applyHeader(state, runId, event.header);
    case 'frames':
      return withRun(state, runId, (run) => addFrames(run, event.frames));
    case 'status':
      return applyStatus(state, runId, event.status);
    case 'progress':
      if (runId !== state.expectedId) return state;
      return { ...state, progress: { fraction: event.fraction, secondsLeft: event.secondsLeft } };
    case 'notice':
      return withNotice(state, event.problem);
    case 'checkpoint': // kept by the worker's lane
    case 'done':
      return state;
    default:
      return event satisfies never;
  }
}

/** A theory's end is told in its verdict; the network's is told aloud, for nothing after it can be compared. */
function applyStatus(state: RunState, runId: number, status: PredictorStatus): RunState {
  const { predictor, message } = status;
  const next = withRun(state, runId, (run) => ({
    ...run,
    statuses: { ...run.statuses, [predictor]: status },
  }));
  if (next === state || predictor !== 'nn' || message === null) return next;
  return withNotice(next, { name: status.state, message, field: null });
}

/** The same sentence is said once. */
export function withNotice(state: RunState, problem: EngineProblem): RunState {
  if (state.notices.some((known) => known.message === problem.message)) return state;
  return { ...state, notices: [...state.notices, problem] };
}

function applyHeader(state: RunState, runId: number, header: RunHeader): RunState {
  const { run, ghost, shownId, expectedId, keep } = state;
  if (runId === shownId) {
    if (!run) return state;
    // The badge names the engine of the network; other parts of the run may have chosen another.
    const { engine } = header.predictors.includes('nn') ? header : run.header;
    return { ...state, run: { ...run, header: { ...run.header, engine } } };
  }
  if (run && runId === expectedId && keep && sameTimes(run.header, header)) {
    return { ...state, shownId: runId, run: { ...run, header } };
  }
  return {
    ...state,
    shownId: runId,
    run: { header, series: {}, errors: {}, trusted: {}, statuses: {} },
    ghost: run && isComplete(run) ? filledFrom(run, ghost) : ghost,
  };
}

/** The last run, with what it had not come to before it was superseded taken from the ghost before it. */
function filledFrom(run: Run, ghost: Run | null): Run {
  if (!ghost || !sameTimes(run.header, ghost.header)) return run;
  return {
    ...run,
    series: { ...ghost.series, ...run.series },
    errors: { ...ghost.errors, ...run.errors },
    trusted: { ...ghost.trusted, ...run.trusted },
    statuses: { ...ghost.statuses, ...run.statuses },
  };
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

function withRun(state: RunState, runId: number, change: (run: Run) => Run): RunState {
  return state.run && runId === state.shownId ? { ...state, run: change(state.run) } : state;
}

function addFrames(run: Run, frames: PredictorFrames): Run {
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
