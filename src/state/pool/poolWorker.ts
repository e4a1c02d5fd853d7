import type { AskCommand, Message } from '../../protocol/messages';
import type { TaskName, TaskRequest } from '../../protocol/tasks';
import type { Death } from './recovery';
import type { Job } from './job';
import type { PoolClock } from './poolClock';
import type { WorkerPort } from './workerPort';

/** How long a worker may take to obey `cancel` before it is replaced, in milliseconds. */
const cancelPatience = 150;
/** And before others stop waiting for it: it looks for commands every 12 ms wherever its work is cut into slices. */
const slowAfter = 40;

/** Jobs are numbered from 1. */
const rehearsalId = 0;

/** A small task much like those that are asked. */
export interface Rehearsal<K extends TaskName = TaskName> {
  readonly task: K;
  readonly request: TaskRequest<K>;
}

export interface PoolWorkerListener {
  /** It is free. */
  available(worker: PoolWorker): void;
  /** Others need not wait for it. */
  slow(worker: PoolWorker): void;
  started(worker: PoolWorker): void;
  /** It does not obey: it is to be ended. */
  stuck(worker: PoolWorker): void;
  died(worker: PoolWorker, death: Death): void;
}

/** One worker and its conversation: one job at a time, every event acknowledged after it is taken. */
export class PoolWorker {
  job: Job | null = null;
  ready = false;
  /** It has been told to stop its job. */
  cancelling = false;
  /** It takes long to obey: its place is given to another. */
  slow = false;
  /** It has computed before: its code is compiled, its measurements are made. */
  experienced = false;
  private paused = false;
  private timers: (() => void)[] = [];

  constructor(
    private readonly port: WorkerPort,
    private readonly clock: PoolClock,
    private readonly listener: PoolWorkerListener,
  ) {
    port.onmessage = ({ data }) => this.receive(data);
    port.onerror = (event) => this.die(event.message || 'it stopped without saying why');
    port.onmessageerror = () => this.die('a message could not be read');
    port.onend = () => this.die('it ended without a word, perhaps for lack of memory');
  }

  start(job: Job): void {
    this.job = job;
    const { id, task, request } = job;
    this.port.postMessage({ kind: 'ask', id, task, request } as AskCommand);
  }

  cancel(): void {
    if (this.cancelling || !this.job) return;
    this.cancelling = true;
    this.port.postMessage({ kind: 'cancel' });
    if (this.ready) this.expectIdle();
  }

  pause(paused: boolean): void {
    if (paused === this.paused) return;
    this.paused = paused;
    this.port.postMessage({ kind: paused ? 'pause' : 'resume' });
  }

  /** A task whose answer nobody wants: it compiles the code that the next one will need. */
  rehearse(rehearsal: Rehearsal): void {
    this.port.postMessage({ kind: 'ask', id: rehearsalId, ...rehearsal } as AskCommand);
  }

  end(): void {
    this.clearTimers();
    const { port } = this;
    port.onmessage = port.onerror = port.onmessageerror = port.onend = null;
    port.terminate();
  }

  private receive(message: Message): void {
    const { job } = this;
    switch (message.kind) {
      case 'ready':
        this.ready = true;
        this.listener.started(this);
        if (this.cancelling) this.expectIdle();
        return;
      case 'event':
        this.take(message);
        return;
      case 'answer':
        if (message.id === rehearsalId) this.experienced = true;
        if (message.id !== job?.id || this.cancelling) return;
        this.free();
        if (!job.ended) job.answer(message.answer);
        this.listener.available(this);
        return;
      case 'failed':
        if (message.id !== job?.id || this.cancelling) return;
        if (message.problem.name === 'GpuLost') return this.die(message.problem.message, true);
        this.free();
        if (!job.ended) job.fail(message.problem);
        this.listener.available(this);
        return;
      case 'idle':
        if (!this.cancelling) return;
        this.free();
        this.listener.available(this);
        return;
      default:
        message satisfies never;
    }
  }

  private take({ id, sequence, event }: Extract<Message, { kind: 'event' }>): void {
    const { job } = this;
    const acknowledge = (): void => this.port.postMessage({ kind: 'acknowledge', sequence });
    if (id !== job?.id || job.ended || !job.recovery.heard(event)) return acknowledge();
    const taken = job.onEvent(event);
    if (taken) void taken.then(acknowledge);
    else acknowledge();
  }

  private expectIdle(): void {
    this.timers.push(
      this.clock.after(slowAfter, () => {
        this.slow = true;
        this.listener.slow(this);
      }),
      this.clock.after(cancelPatience, () => this.listener.stuck(this)),
    );
  }

  private free(): void {
    this.clearTimers();
    this.job = null;
    this.cancelling = this.slow = false;
    this.experienced = true;
  }

  private die(reason: string, gpuLost = false): void {
    this.end();
    this.listener.died(this, { reason, gpuLost });
  }

  private clearTimers(): void {
    for (const stop of this.timers) stop();
    this.timers = [];
  }
}
