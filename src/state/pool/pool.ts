/** The page's workers: whatever is to be computed is asked here, and nothing else starts or ends a worker. */
import type { EngineProblem } from '../../protocol/run';
import type { TaskAnswer, TaskEvent, TaskName, TaskRequest } from '../../protocol/tasks';
import { priorities, type Job, type Priority } from './job';
import type { PoolClock } from './poolClock';
import { PoolWorker, type Rehearsal } from './poolWorker';
import { tryAgain, type Death, type Recovery } from './recovery';
import { TaskCancelled, TaskFailed } from './taskFailed';
import type { WorkerPort } from './workerPort';

export interface PoolOptions<K extends TaskName> {
  readonly signal?: AbortSignal;
  /** The worker may send more when this returns, or when what it returns resolves. */
  readonly onEvent?: (event: TaskEvent<K>) => void | Promise<void>;
  /** `queue`: computed in its turn. `latest`: an older task of the same key is dropped. */
  readonly policy?: 'queue' | { readonly latest: string };
  readonly priority?: Priority;
  /** How it goes on when its worker dies; the same request once more when absent. */
  readonly recovery?: Recovery<K>;
}

/** Workers that die this often, one after another, before they are ready cannot be started at all. */
const startAttempts = 2;
/** A spare is opened this long, in milliseconds, after the last idle worker was taken: not in the first moments of a run. */
const spareDelay = 250;
/** At the start of the page the processor has other things to do. */
const firstSpareDelay = 1500;

/** Tasks computed at the same time: one per core, at least two so that a slow theory never holds up the network. */
export function poolSize(cores: number): number {
  return Math.min(8, Math.max(2, Math.floor(cores) || 2));
}

export class Pool {
  private workers: PoolWorker[] = [];
  /** Most urgent first, and in the order they were asked. */
  private waiting: Job[] = [];
  private newest = 0;
  private failedStarts = 0;
  private allPaused = false;
  private readonly pausedPriorities = new Set<Priority>();
  private stopSpareTimer: (() => void) | null = null;

  constructor(
    private readonly spawn: () => WorkerPort,
    private readonly clock: PoolClock,
    readonly size: number,
    /** What a spare worker does first, so that the run that it takes over finds it experienced. */
    private readonly rehearsal?: Rehearsal,
  ) {}

  ask<K extends TaskName>(
    task: K,
    request: TaskRequest<K>,
    options: PoolOptions<K> = {},
  ): Promise<TaskAnswer<K>> {
    const { signal, onEvent, policy = 'queue', priority = 'question', recovery } = options;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new TaskCancelled());
      const end = (): void => {
        job.ended = true;
        signal?.removeEventListener('abort', abort);
      };
      const job: Job<K> = {
        id: ++this.newest,
        task,
        request,
        priority,
        key: policy === 'queue' ? null : policy.latest,
        recovery: recovery ?? tryAgain(task, request),
        onEvent: onEvent ?? (() => undefined),
        answer: (answer) => {
          end();
          resolve(answer);
        },
        fail: (problem) => {
          end();
          reject(new TaskFailed(problem));
        },
        cancel: () => {
          end();
          reject(new TaskCancelled());
        },
        ended: false,
        waited: false,
      };
      const abort = (): void => this.drop(job as unknown as Job);
      signal?.addEventListener('abort', abort);
      this.add(job as unknown as Job);
    });
  }

  /** Holds everything, or the tasks of one priority: what is computed rests, what waits waits on. */
  pause(paused: boolean, priority?: Priority): void {
    if (priority === undefined) this.allPaused = paused;
    else if (paused) this.pausedPriorities.add(priority);
    else this.pausedPriorities.delete(priority);
    for (const worker of this.workers) if (worker.job) worker.pause(this.isPaused(worker.job));
    this.dispatch();
  }

  close(): void {
    this.stopSpareTimer?.();
    const jobs = [...this.waiting, ...this.workers.flatMap(({ job }) => job ?? [])];
    for (const worker of this.workers) worker.end();
    this.workers = [];
    this.waiting = [];
    for (const job of jobs) if (!job.ended) job.cancel();
  }

  private add(job: Job): void {
    if (job.key !== null)
      for (const other of [...this.waiting, ...this.workers.flatMap((worker) => worker.job ?? [])])
        if (other.key === job.key && !other.ended) this.drop(other);
    this.enqueue(job, (other) => priorities[other] < priorities[job.priority]);
    this.dispatch();
  }

  /** Before the first that is less urgent; a job that begins again before its equals too. */
  private enqueue(job: Job, isAfter: (other: Priority) => boolean): void {
    const place = this.waiting.findIndex(({ priority }) => isAfter(priority));
    this.waiting.splice(place < 0 ? this.waiting.length : place, 0, job);
  }

  private again(job: Job): void {
    this.enqueue(job, (other) => priorities[other] <= priorities[job.priority]);
  }

  private drop(job: Job): void {
    job.cancel();
    this.waiting = this.waiting.filter((other) => other !== job);
    this.workers.find((worker) => worker.job === job)?.cancel();
  }

  private isPaused({ priority }: Job): boolean {
    return this.allPaused || this.pausedPriorities.has(priority);
  }

  /** Workers that a task of this priority has to wait for; one that was told to stop will be free in a moment. */
  private busy(priority: Priority): number {
    return this.workers.filter(
      ({ job, cancelling, ready }) =>
        job && !(cancelling && ready) && priorities[job.priority] >= priorities[priority],
    ).length;
  }

  private dispatch(): void {
    for (const job of [...this.waiting]) {
      if (this.isPaused(job)) continue;
      // What follows is less urgent and has as many to wait for, or more.
      if (this.busy(job.priority) >= this.size) {
        for (const other of this.waiting) other.waited = true;
        break;
      }
      const worker = this.pick(job);
      if (!worker) break;
      this.waiting = this.waiting.filter((other) => other !== job);
      worker.pause(false);
      worker.start(job);
    }
    this.planSpare();
  }

  /** A worker with experience, else one that will be free in a moment (null: wait for it), else a fresh one. */
  private pick({ priority, waited }: Job): PoolWorker | null {
    const idle = this.workers.filter(({ job }) => job === null);
    const known = idle.find(({ experienced }) => experienced);
    // The part of a run that waited for a quick one leaves its worker to stand by for the next run's.
    if (known && priority === 'run' && waited) {
      const other = idle.find((worker) => worker !== known);
      return other ?? (this.workers.length <= this.size ? this.open() : known);
    }
    if (known) return known;
    if (this.workers.some(({ cancelling, slow, ready }) => cancelling && ready && !slow)) return null;
    return idle.find(({ ready }) => ready) ?? idle[0] ?? this.open();
  }

  private open(): PoolWorker | null {
    let port: WorkerPort;
    try {
      port = this.spawn();
    } catch (thrown) {
      this.failStart(thrown instanceof Error ? thrown.message : String(thrown));
      return null;
    }
    const worker = new PoolWorker(port, this.clock, {
      available: () => {
        this.dispatch();
        this.dismiss();
      },
      // Where others have its place, or will take it, they need its core.
      slow: (late) => {
        if (this.workers.some(({ ready, slow }) => ready && !slow)) this.discard(late);
        else this.dispatch();
      },
      started: () => {
        this.failedStarts = 0;
      },
      stuck: (stuck) => this.discard(stuck),
      died: (dead, death) => this.replace(dead, death),
    });
    this.workers.push(worker);
    return worker;
  }

  private discard(worker: PoolWorker): void {
    worker.end();
    this.remove(worker);
    this.dispatch();
  }

  private remove(worker: PoolWorker): void {
    this.workers = this.workers.filter((other) => other !== worker);
  }

  private replace(worker: PoolWorker, death: Death): void {
    this.remove(worker);
    const { job } = worker;
    if (!worker.ready && ++this.failedStarts >= startAttempts) {
      if (job && !job.ended) this.again(job);
      this.failStart(death.reason);
      return;
    }
    if (job && !job.ended) {
      // A worker that never was ready has not touched its job.
      const next = worker.ready ? job.recovery.after(death) : { request: job.request };
      if ('request' in next) {
        job.request = next.request;
        this.again(job);
      } else job.fail(next.problem);
    }
    this.dispatch();
  }

  private failStart(reason: string): void {
    const message = `The engine could not be started (${reason}). Reload the page; if it stays so, the browser may lack WebAssembly SIMD or module workers.`;
    const problem: EngineProblem = { name: 'EngineStopped', message, field: null };
    const jobs = this.waiting;
    this.waiting = [];
    for (const job of jobs) job.fail(problem);
  }

  /** One idle worker stands by, so that the place of one that is stuck or dead is taken without a start. */
  private planSpare(): void {
    const needed = this.workers.length > 0 && this.workers.every(({ job }) => job !== null);
    if (!needed) {
      this.stopSpareTimer?.();
      this.stopSpareTimer = null;
      return;
    }
    const delay = this.workers.some(({ experienced }) => experienced) ? spareDelay : firstSpareDelay;
    this.stopSpareTimer ??= this.clock.after(delay, () => {
      this.stopSpareTimer = null;
      if (this.workers.some(({ job }) => job === null)) return;
      const spare = this.open();
      if (this.rehearsal) spare?.rehearse(this.rehearsal);
    });
  }

  /** After a sweep beside a run more workers stand idle than can be of use. */
  private dismiss(): void {
    if (this.waiting.length > 0) return;
    const surplus = this.workers.length - (this.size + 1);
    for (const worker of this.workers.filter(({ job }) => job === null).slice(0, Math.max(0, surplus))) {
      worker.end();
      this.remove(worker);
    }
  }
}
