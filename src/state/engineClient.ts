/**
 * The page's side of the engine: a pool of workers, one lane each. The mean-field particles have a lane of their own,
 * because they cost more than everything else together; all parts of one run carry the same number.
 */
import type { ExperimentSpec, PredictorName } from '../protocol/experimentSpec';
import type { EngineProblem, RunEvent } from '../protocol/run';
import { WorkerLane } from './workerLane';
import type { Job, LaneClock, WorkerPort } from './workerLane';

export interface EngineListener {
  event(runId: number, event: RunEvent): void;
  notice(problem: EngineProblem): void;
  /** Every part of the newest run has ended. */
  finished(runId: number): void;
}

export interface EngineClient {
  /** Computes these predictors; returns the run's number. An older run yields. */
  run(spec: ExperimentSpec, predictors: readonly PredictorName[]): number;
  cancel(): void;
  pause(paused: boolean): void;
  close(): void;
}

export const browserClock: LaneClock = {
  now: () => performance.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** The one place that names the engine. */
export function spawnWorker(): WorkerPort {
  return new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module', name: 'engine' });
}

/** Workers to keep: one per core, at least two so that a slow theory never holds up the network, at most four. */
export function poolSize(cores: number): number {
  return Math.min(4, Math.max(2, Math.floor(cores) || 2));
}

/** Which lane computes a predictor. */
function laneOf(predictor: PredictorName): number {
  return predictor === 'meanField' ? 1 : 0;
}

export function createEngineClient(
  listener: EngineListener,
  spawn: () => WorkerPort = spawnWorker,
  clock: LaneClock = browserClock,
  size = 2,
): EngineClient {
  let newest = 0;
  let open = 0;
  const settled = (job: Job): void => {
    if (job.runId !== newest) return;
    open--;
    if (open === 0) listener.finished(job.runId);
  };
  const lanes = Array.from(
    { length: size },
    () => new WorkerLane(spawn, { event: listener.event, notice: listener.notice, settled }, clock),
  );

  return {
    run(spec, predictors) {
      const runId = ++newest;
      const shares = lanes.map((_, i) => predictors.filter((p) => laneOf(p) % size === i));
      open = shares.filter((share) => share.length > 0).length;
      lanes.forEach((lane, i) => {
        if (shares[i].length === 0) lane.cancel();
        else lane.submit({ runId, spec, predictors: shares[i], restarts: 0 });
      });
      return runId;
    },
    cancel() {
      for (const lane of lanes) lane.cancel();
    },
    pause(paused) {
      for (const lane of lanes) lane.pause(paused);
    },
    close() {
      for (const lane of lanes) lane.close();
    },
  };
}
