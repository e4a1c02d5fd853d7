/**
 * Runs of the experiment, shared out over the pool: independent predictors side by side, all parts of one run under one number.
 * The latest run wins; the one before it may still show its first curve.
 */
import type { ExperimentSpec, PredictorName } from '../protocol/experimentSpec';
import type { EngineProblem, RunEvent } from '../protocol/run';
import type { Pool } from './pool/pool';
import type { PoolClock } from './pool/poolClock';
import { TaskFailed } from './pool/taskFailed';
import { runParts } from './runParts';
import { RunRecovery } from './runRecovery';

export interface RunListener {
  event(runId: number, event: RunEvent): void;
  notice(problem: EngineProblem): void;
  /** Every part of the newest run has ended. */
  finished(runId: number): void;
}

export interface RunClient {
  /** Computes these predictors; returns the run's number. An older run yields. */
  run(spec: ExperimentSpec, predictors: readonly PredictorName[]): number;
  cancel(): void;
  /** Holds runs and everything else that the page computes. */
  pause(paused: boolean): void;
  close(): void;
}

interface Asked {
  readonly runId: number;
  readonly spec: ExperimentSpec;
  readonly predictors: readonly PredictorName[];
}

interface Running {
  readonly runId: number;
  readonly spec: ExperimentSpec;
  readonly control: AbortController;
  readonly startedAt: number;
  hasCurve: boolean;
  open: number;
  /** Parts that are begun when the first curve is there. */
  held: readonly (readonly PredictorName[])[];
}

/** A newer configuration lets the run in flight show its first curve, but waits no longer than this, in milliseconds. */
const firstCurvePatience = 80;

export class PoolRunClient implements RunClient {
  private newest = 0;
  private running: Running | null = null;
  private waiting: Asked | null = null;
  private stopTimer: (() => void) | null = null;

  constructor(
    private readonly pool: Pick<Pool, 'ask' | 'pause' | 'size'>,
    private readonly listener: RunListener,
    private readonly clock: PoolClock,
  ) {}

  run(spec: ExperimentSpec, predictors: readonly PredictorName[]): number {
    const runId = ++this.newest;
    this.waiting = { runId, spec, predictors };
    if (!this.running) this.startWaiting();
    else this.yieldSoon(this.running);
    return runId;
  }

  cancel(): void {
    this.waiting = null;
    this.stop();
  }

  pause(paused: boolean): void {
    this.pool.pause(paused);
  }

  close(): void {
    this.cancel();
  }

  private yieldSoon({ hasCurve, startedAt }: Running): void {
    const age = this.clock.now() - startedAt;
    if (hasCurve || age >= firstCurvePatience) this.startWaiting();
    else this.stopTimer ??= this.clock.after(firstCurvePatience - age, () => this.startWaiting());
  }

  private stop(): void {
    this.stopTimer?.();
    this.stopTimer = null;
    const { running } = this;
    this.running = null;
    running?.control.abort();
  }

  private startWaiting(): void {
    const asked = this.waiting;
    if (!asked) return;
    this.waiting = null;
    this.stop();
    const { runId, spec, predictors } = asked;
    const { quick, shared } = runParts(spec, predictors, this.pool.size);
    const running: Running = {
      runId,
      spec,
      control: new AbortController(),
      startedAt: this.clock.now(),
      hasCurve: false,
      open: shared.length,
      held: shared,
    };
    this.running = running;
    if (quick.length > 0) {
      running.open++;
      void this.compute(running, quick);
    } else this.computeHeld(running);
    if (running.open === 0) this.settle(running);
  }

  private computeHeld(running: Running): void {
    const { held } = running;
    running.held = [];
    for (const part of held) void this.compute(running, part);
  }

  private async compute(running: Running, predictors: readonly PredictorName[]): Promise<void> {
    const { runId, spec, control } = running;
    const request = { spec, predictors };
    try {
      await this.pool.ask('run', request, {
        signal: control.signal,
        priority: 'run',
        recovery: new RunRecovery(request, (problem) => this.listener.notice(problem)),
        onEvent: (event) => this.forward(running, runId, event),
      });
    } catch (thrown) {
      if (running === this.running && thrown instanceof TaskFailed) this.listener.notice(thrown.problem);
    }
    if (running !== this.running) return;
    this.computeHeld(running);
    running.open--;
    this.settle(running);
  }

  private forward(running: Running, runId: number, event: RunEvent): void {
    this.listener.event(runId, event);
    if (event.kind !== 'frames') return;
    running.hasCurve = true;
    if (running === this.running) this.computeHeld(running);
    if (this.waiting && running === this.running) this.startWaiting();
  }

  private settle(running: Running): void {
    if (running.open > 0) return;
    this.running = null;
    this.stopTimer?.();
    this.stopTimer = null;
    if (running.runId === this.newest) this.listener.finished(running.runId);
    this.startWaiting();
  }
}
