/**
 * One worker's conversation with the page: obeys commands while computing, keeps at most one event with arrays in
 * flight and few behind it, and answers every command. Knows nothing of where messages go, so that tests drive it directly.
 */
import type { AskCommand, Command, Message } from '../protocol/messages';
import type { TaskAnswer, TaskName } from '../protocol/tasks';
import type { TaskContext } from './tasks/taskHandler';
import { transferables } from './transferables';
import { problemFrom } from './work/engineError';
import { Cancelled } from './work/pause';

/** Computing is interrupted this often, in milliseconds, to look for a command: well under the promised 200. */
const slice = 12;

/** Bytes of arrays that may wait for the page before the computing does. */
const outboxBytes = 4e6;

export interface SessionOptions {
  readonly post: (message: Message, transfer: Transferable[]) => void;
  readonly perform: (command: AskCommand, context: TaskContext<TaskName>) => Promise<TaskAnswer<TaskName>>;
  /** Milliseconds, ascending. */
  readonly now: () => number;
  /** Resolves in a later task, so that waiting messages are delivered first. */
  readonly nextTask: () => Promise<void>;
}

interface Letter {
  readonly message: Message;
  readonly transfer: ArrayBuffer[];
  readonly bytes: number;
}

export class Session {
  private readonly options: SessionOptions;
  /** The task that may go on; every older one throws at its next pause. */
  private current: object | null = null;
  private running: Promise<void> = Promise.resolve();
  private sequence = 0;
  /** The arrays in flight, until the page has acknowledged them. */
  private awaited: number | null = null;
  /** What waits behind them, in order: a page that is busy drawing does not hold up the computing. */
  private outbox: Letter[] = [];
  private resume: (() => void) | null = null;
  private paused = false;

  constructor(options: SessionOptions) {
    this.options = options;
  }

  receive(command: Command): void {
    switch (command.kind) {
      case 'ask':
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
        this.deliver();
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
    this.outbox = [];
    this.wake();
  }

  private send(message: Message, transfer: ArrayBuffer[] = []): void {
    const bytes = transfer.reduce((sum, buffer) => sum + buffer.byteLength, 0);
    this.outbox.push({ message, transfer, bytes });
    this.deliver();
  }

  private deliver(): void {
    for (let next = this.outbox[0]; this.outbox.length > 0; next = this.outbox[0]) {
      const { message, transfer } = next;
      if (message.kind === 'event' && transfer.length > 0) {
        if (this.awaited !== null) return;
        this.awaited = message.sequence;
      }
      this.outbox.shift();
      this.options.post(message, transfer);
    }
  }

  private isFull(): boolean {
    return this.outbox.reduce((sum, { bytes }) => sum + bytes, 0) > outboxBytes;
  }

  private wake(): void {
    this.resume?.();
    this.resume = null;
  }

  private start(command: AskCommand): void {
    const token = {};
    this.current = token;
    const before = this.running;
    this.running = before.then(() => this.work(command, token));
  }

  private async work(command: AskCommand, token: object): Promise<void> {
    const { perform, now, nextTask } = this.options;
    const { id } = command;
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
    const emit: TaskContext<TaskName>['emit'] = async (event) => {
      while (this.isFull() && this.current === token) await this.woken();
      stopIfReplaced();
      this.send({ kind: 'event', id, sequence: ++this.sequence, event }, transferables(event));
    };
    try {
      stopIfReplaced();
      const pause = () => (now() < sliceEnd ? undefined : rest());
      const answer = await perform(command, { emit, pause });
      await rest();
      this.send({ kind: 'answer', id, answer }, transferables(answer));
    } catch (thrown) {
      if (!(thrown instanceof Cancelled)) this.send({ kind: 'failed', id, problem: problemFrom(thrown) });
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
