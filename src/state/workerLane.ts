/**
 * One worker and its conversation: at most one run in flight, the latest one waiting behind it, every event
 * acknowledged after it is stored, and a worker that does not stop or that dies replaced by a fresh one.
 */
import type { ExperimentSpec, PredictorName } from '../protocol/experimentSpec';
import type { Command, Message } from '../protocol/messages';
import type { Checkpoint, EngineProblem, RunEvent } from '../protocol/run';

/** The part of a Worker that a lane uses. */
export interface WorkerPort {
  postMessage(command: Command): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Message>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

export interface Job {
  readonly runId: number;
  readonly spec: ExperimentSpec;
  readonly predictors: readonly PredictorName[];
  /** How often this job was started again after its worker died. */
  readonly restarts: number;
  /** Where its network had come to when its worker died. */
  readonly from?: Checkpoint;
}

export interface LaneListener {
  event(runId: number, event: RunEvent): void;
  notice(problem: EngineProblem): void;
  /** The job ended: done, failed, or given up. */
  settled(job: Job): void;
}

export interface LaneClock {
  now(): number;
  after(milliseconds: number, call: () => void): () => void;
}

/** How long a worker may take to obey `cancel` before it is replaced. */
const cancelPatience = 150;
/** A newer configuration lets the run in flight show its first curve, but waits no longer than this. */
const firstCurvePatience = 80;
/** A worker that dies this often without ever being ready cannot be started at all. */
const startAttempts = 2;

export class WorkerLane {
  private port: WorkerPort | null = null;
  private ready = false;
  private failedStarts = 0;
  private running: Job | null = null;
  private waiting: Job | null = null;
  private startedAt = 0;
  private hasCurve = false;
  private cancelling = false;
  private paused = false;
  private stopTimer: (() => void) | null = null;
  private backend: 'float64' | 'webgpu' = 'float64';
  /** What the run in flight has reached: its last checkpoint, and the predictors that are through. */
  private checkpoint: Checkpoint | null = null;
  private finished = new Set<PredictorName>();

  constructor(
    private readonly spawn: () => WorkerPort,
    private readonly listener: LaneListener,
    private readonly clock: LaneClock,
  ) {}

  /** Computes this job as soon as the worker is free; a job that was waiting is forgotten. */
  submit(job: Job): void {
    this.waiting = job;
    if (!this.running) this.startWaiting();
    else this.yieldSoon();
  }

  /** Stops what runs and forgets what waits. */
  cancel(): void {
    this.waiting = null;
    if (this.running) this.sendCancel();
  }

  pause(paused: boolean): void {
    this.paused = paused;
    this.port?.postMessage({ kind: paused ? 'pause' : 'resume' });
  }

  close(): void {
    this.clearTimer();
    this.port?.terminate();
    this.port = null;
    this.running = this.waiting = null;
  }

  private startWaiting(): void {
    const job = this.waiting;
    if (!job) return;
    this.waiting = null;
    this.running = job;
    this.hasCurve = false;
    this.checkpoint = job.from ?? null;
    this.finished = new Set();
    this.startedAt = this.clock.now();
    const port = this.port ?? this.open();
    const { runId, spec, predictors, from } = job;
    port.postMessage({ kind: 'run', runId, spec, predictors, ...(from ? { from } : {}) });
  }

  private yieldSoon(): void {
    if (this.cancelling || this.stopTimer) return;
    const age = this.clock.now() - this.startedAt;
    if (this.hasCurve || age >= firstCurvePatience) this.sendCancel();
    else this.setTimer(firstCurvePatience - age, () => this.sendCancel());
  }

  private sendCancel(): void {
    if (this.cancelling || !this.port) return;
    this.clearTimer();
    this.cancelling = true;
    this.port.postMessage({ kind: 'cancel' });
    if (this.ready) this.setTimer(cancelPatience, () => this.replaceStuck());
  }

  private replaceStuck(): void {
    this.dropPort();
    this.endRunning();
  }

  private open(): WorkerPort {
    const port = this.spawn();
    this.port = port;
    this.ready = false;
    port.onmessage = ({ data }) => this.receive(port, data);
    port.onerror = (event) => this.die(port, event.message || 'it stopped without saying why');
    port.onmessageerror = () => this.die(port, 'a message could not be read');
    if (this.paused) port.postMessage({ kind: 'pause' });
    return port;
  }

  private receive(port: WorkerPort, message: Message): void {
    if (port !== this.port) return;
    switch (message.kind) {
      case 'ready':
        this.ready = true;
        this.failedStarts = 0;
        if (this.cancelling) this.setTimer(cancelPatience, () => this.replaceStuck());
        return;
      case 'event':
        this.forward(message.runId, message.event);
        port.postMessage({ kind: 'acknowledge', sequence: message.sequence });
        return;
      case 'failed':
        if (message.problem.name === 'GpuLost') return this.die(port, message.problem.message);
        if (message.runId === this.running?.runId) {
          this.listener.notice(message.problem);
          this.endRunning();
        }
        return;
      case 'idle':
        if (this.cancelling) this.endRunning();
        return;
      // Hierarchy and sweeps have clients of their own.
      case 'analysis':
      case 'discrepancies':
      case 'row':
        return;
      default:
        message satisfies never;
    }
  }

  private forward(runId: number, event: RunEvent): void {
    this.ready = true;
    if (event.kind === 'header') this.backend = event.header.engine.backend;
    if (event.kind === 'checkpoint') this.checkpoint = event.checkpoint;
    if (event.kind === 'status' && event.status.state !== 'running')
      this.finished.add(event.status.predictor);
    this.listener.event(runId, event);
    if (runId !== this.running?.runId) return;
    if (event.kind === 'frames') {
      this.hasCurve = true;
      if (this.waiting) this.sendCancel();
    }
    if (event.kind === 'done' && !this.cancelling) this.endRunning();
  }

  private endRunning(): void {
    const job = this.running;
    this.running = null;
    this.cancelling = false;
    this.clearTimer();
    if (job) this.listener.settled(job);
    this.startWaiting();
  }

  /**
   * Restarts the job once in a fresh worker, from its last checkpoint and without the predictors that are through; after a
   * GPU in double precision. Then the run is given up, and says so.
   */
  private die(port: WorkerPort, reason: string): void {
    if (port !== this.port) return;
    if (!this.ready) this.failedStarts++;
    this.dropPort();
    const job = this.running;
    const startable = this.failedStarts < startAttempts;
    if (job && job.restarts === 0 && !this.waiting && startable) {
      const precision = this.backend === 'webgpu' || !this.ready ? 'float64' : job.spec.precision;
      const { checkpoint, finished } = this;
      this.waiting = {
        ...job,
        restarts: 1,
        spec: { ...job.spec, precision },
        predictors: job.predictors.filter((name) => !finished.has(name)),
        ...(checkpoint ? { from: checkpoint } : {}),
      };
      this.running = null;
      this.cancelling = false;
      this.listener.notice(
        engineProblem(
          `The engine stopped (${reason}). ${restartSentence(checkpoint, precision)} What was computed stays.`,
        ),
      );
      this.startWaiting();
      return;
    }
    if (job && !this.waiting) {
      this.listener.notice(
        engineProblem(
          startable
            ? `The engine stopped twice (${reason}). What was computed stays; change the configuration or reload the page.`
            : `The engine could not be started (${reason}). Reload the page; if it stays so, the browser may lack WebAssembly SIMD or module workers.`,
        ),
      );
    }
    this.endRunning();
  }

  private dropPort(): void {
    this.clearTimer();
    this.port?.terminate();
    this.port = null;
  }

  private setTimer(milliseconds: number, call: () => void): void {
    this.clearTimer();
    this.stopTimer = this.clock.after(milliseconds, () => {
      this.stopTimer = null;
      call();
    });
  }

  private clearTimer(): void {
    this.stopTimer?.();
    this.stopTimer = null;
  }
}

function restartSentence(checkpoint: Checkpoint | null, precision: string): string {
  const where = checkpoint ? `goes on from t = ${checkpoint.t.toPrecision(3)}` : 'was started again';
  return `The run ${where} in a fresh engine${precision === 'float64' ? ' in double precision' : ''}.`;
}

function engineProblem(message: string): EngineProblem {
  return { name: 'EngineStopped', message, field: null };
}
