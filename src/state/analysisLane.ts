/**
 * A worker for questions that have one answer: the newest question wins, progress is told, a worker that does not stop
 * within the patience of a cancel is replaced.
 */
import type { Command, Message } from '../protocol/messages';
import type { EngineProblem } from '../protocol/run';
import type { LaneClock, WorkerPort } from './workerLane';

export type Question = Extract<Command, { kind: 'analyse' | 'compare' }>;
export type Answer = Extract<Message, { kind: 'analysis' | 'discrepancies' }>;

export interface AnalysisListener {
  answer(answer: Answer): void;
  progress(fraction: number): void;
  failed(problem: EngineProblem): void;
}

/** As for runs: a cancelled question is gone within 200 ms whatever its worker does. */
const patience = 150;

export class AnalysisLane {
  private port: WorkerPort | null = null;
  private asked: Question | null = null;
  private cancelling = false;
  private stopTimer: (() => void) | null = null;

  constructor(
    private readonly spawn: () => WorkerPort,
    private readonly listener: AnalysisListener,
    private readonly clock: LaneClock,
  ) {}

  /** The worker itself drops an older question at its next pause; one that does not pause in time is replaced. */
  ask(question: Question): void {
    if (this.asked !== null || this.cancelling) this.cancel();
    this.asked = question;
    if (!this.cancelling) this.post(question);
  }

  cancel(): void {
    this.asked = null;
    if (this.cancelling || !this.port) return;
    this.cancelling = true;
    this.port.postMessage({ kind: 'cancel' });
    this.stopTimer = this.clock.after(patience, () => this.stopped(true));
  }

  close(): void {
    this.stopTimer?.();
    this.port?.terminate();
    this.port = null;
    this.asked = null;
  }

  private post(question: Question): void {
    this.port ??= this.open();
    this.port.postMessage(question);
  }

  private open(): WorkerPort {
    const port = this.spawn();
    port.onmessage = ({ data }) => {
      if (port === this.port) this.receive(data);
    };
    port.onerror = (event) => this.die(port, event.message || 'it stopped without saying why');
    port.onmessageerror = () => this.die(port, 'a message could not be read');
    return port;
  }

  private receive(message: Message): void {
    switch (message.kind) {
      case 'analysis':
      case 'discrepancies':
        if (message.runId !== this.asked?.runId || this.cancelling) return;
        this.asked = null;
        this.listener.answer(message);
        return;
      case 'failed':
        if (message.runId !== this.asked?.runId || this.cancelling) return;
        this.asked = null;
        this.listener.failed(message.problem);
        return;
      case 'event':
        if (message.runId === this.asked?.runId && message.event.kind === 'progress')
          this.listener.progress(message.event.fraction);
        return;
      case 'idle':
        if (this.cancelling) this.stopped(false);
        return;
      // A run and a sweep have clients of their own.
      case 'ready':
      case 'row':
        return;
      default:
        message satisfies never;
    }
  }

  private stopped(replace: boolean): void {
    this.stopTimer?.();
    this.stopTimer = null;
    this.cancelling = false;
    if (replace) {
      this.port?.terminate();
      this.port = null;
    }
    if (this.asked) this.post(this.asked);
  }

  private die(port: WorkerPort, reason: string): void {
    if (port !== this.port) return;
    port.terminate();
    this.port = null;
    const pending = this.asked;
    this.asked = null;
    this.cancelling = false;
    this.stopTimer?.();
    this.stopTimer = null;
    if (pending)
      this.listener.failed({
        name: 'EngineStopped',
        message: `The engine stopped (${reason}). Compute again; if it stops again, take fewer points or a lower order.`,
        field: null,
      });
  }
}
