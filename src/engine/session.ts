/**
 * One worker's conversation with the page: obeys commands while computing, keeps at most one batch of frames in
 * flight, and answers every command. Knows nothing of where messages go, so that tests drive it directly.
 */
import type { Command, Message } from '../protocol/messages';
import type { RunEvent } from '../protocol/run';
import { Cancelled, type Pause } from './run/pause';
import { problemFrom } from './run/engineError';

/** Computing is interrupted this often, in milliseconds, to look for a command: well under the promised 200. */
const slice = 12;

export interface RunContext {
  readonly emit: (event: RunEvent) => Promise<void>;
  /** Sends an answer that is no event of a run. */
  readonly answer: (message: Message) => Promise<void>;
  readonly pause: Pause;
}

/** Commands that are work; the others steer it. */
export type Task = Extract<Command, { kind: 'run' | 'analyse' | 'compare' | 'member' }>;

export interface SessionOptions {
  readonly post: (message: Message, transfer: Transferable[]) => void;
  readonly run: (command: Task, context: RunContext) => Promise<void>;
  /** Milliseconds, ascending. */
  readonly now: () => number;
  /** Resolves in a later task, so that waiting messages are delivered first. */
  readonly nextTask: () => Promise<void>;
}

export class Session {
  private readonly options: SessionOptions;
  /** The run that may go on; every older one throws at its next pause. */
  private current: object | null = null;
  private running: Promise<void> = Promise.resolve();
  private sequence = 0;
  private awaited: number | null = null;
  private resume: (() => void) | null = null;
  private paused = false;

  constructor(options: SessionOptions) {
    this.options = options;
  }

  receive(command: Command): void {
    switch (command.kind) {
      case 'run':
      case 'analyse':
      case 'compare':
      case 'member':
        this.stop();
        this.start(command);
        return;
      case 'cancel':
        this.stop();
        void this.running.then(() => {
          this.options.post({ kind: 'idle' }, []);
        });
        return;
      case 'acknowledge':
        if (this.awaited === command.sequence) this.awaited = null;
        this.wake();
        return;
      case 'pause':
        this.paused = true;
        return;
      case 'resume':
        this.paused = false;
        this.wake();
        return;
      default:
        command satisfies never;
    }
  }

  private stop(): void {
    this.current = null;
    this.awaited = null;
    this.wake();
  }

  private wake(): void {
    this.resume?.();
    this.resume = null;
  }

  private start(command: Task): void {
    const token = {};
    this.current = token;
    const before = this.running;
    this.running = before.then(() => this.work(command, token));
  }

  private async work(command: Task, token: object): Promise<void> {
    const { post, run, now, nextTask } = this.options;
    const { runId } = command;
    let sliceEnd = now() + slice;
    const stopIfReplaced = () => {
      if (this.current !== token) throw new Cancelled();
    };
    const rest = async () => {
      await nextTask();
      while (this.paused && this.current === token) await this.woken();
      stopIfReplaced();
      sliceEnd = now() + slice;
    };
    const emit = async (event: RunEvent) => {
      if (event.kind === 'frames') while (this.awaited !== null && this.current === token) await this.woken();
      stopIfReplaced();
      const sequence = ++this.sequence;
      if (event.kind === 'frames') this.awaited = sequence;
      post({ kind: 'event', runId, sequence, event }, transferables(event));
    };
    const answer = async (message: Message) => {
      await rest();
      post(message, []);
    };
    try {
      stopIfReplaced();
      await run(command, { emit, answer, pause: () => (now() < sliceEnd ? undefined : rest()) });
    } catch (thrown) {
      if (!(thrown instanceof Cancelled)) post({ kind: 'failed', runId, problem: problemFrom(thrown) }, []);
    }
  }

  private woken(): Promise<void> {
    return new Promise((resolve) => {
      const earlier = this.resume;
      this.resume = () => {
        earlier?.();
        resolve();
      };
    });
  }
}

/** The buffers of a batch of frames change hands instead of being copied. */
function transferables(event: RunEvent): Transferable[] {
  if (event.kind !== 'frames') return [];
  return Object.values(event.frames)
    .filter((value): value is Float64Array<ArrayBuffer> => value instanceof Float64Array)
    .map((array) => array.buffer);
}
