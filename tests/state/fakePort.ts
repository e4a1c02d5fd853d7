import type { Command, Message } from '../../src/protocol/messages';
import type { TaskName, TaskRequest } from '../../src/protocol/tasks';
import type { PoolClock } from '../../src/state/pool/poolClock';
import type { WorkerPort } from '../../src/state/pool/workerPort';

/** A worker that does nothing by itself: a test reads what it was told and says what it answers. */
export class FakePort implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;
  onmessageerror: WorkerPort['onmessageerror'] = null;
  onend: WorkerPort['onend'] = null;
  readonly commands: Command[] = [];
  terminated = false;

  postMessage(command: Command): void {
    this.commands.push(command);
  }

  terminate(): void {
    this.terminated = true;
  }

  say(message: Message): void {
    this.onmessage?.({ data: message } as MessageEvent<Message>);
  }

  die(message: string): void {
    this.onerror?.({ message } as ErrorEvent);
  }

  /** The task it was asked last, with the number that an answer needs. */
  asked<K extends TaskName>(task: K): { readonly id: number; readonly request: TaskRequest<K> } {
    const command = this.last('ask');
    if (command.task !== task) throw new Error(`asked ${command.task}, not ${task}`);
    return command as { readonly id: number; readonly request: TaskRequest<K> };
  }

  kinds(): string[] {
    return this.commands.map((command) => command.kind);
  }

  last<K extends Command['kind']>(kind: K): Extract<Command, { kind: K }> {
    const found = this.commands.filter((command) => command.kind === kind).at(-1);
    if (!found) throw new Error(`no command ${kind}`);
    return found as Extract<Command, { kind: K }>;
  }
}

/** A clock that moves when told to. */
export class FakeClock implements PoolClock {
  private time = 0;
  private calls: { at: number; call: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(milliseconds: number, call: () => void): () => void {
    const entry = { at: this.time + milliseconds, call };
    this.calls.push(entry);
    return () => {
      this.calls = this.calls.filter((other) => other !== entry);
    };
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
    const due = this.calls.filter(({ at }) => at <= this.time);
    this.calls = this.calls.filter(({ at }) => at > this.time);
    for (const { call } of due) call();
  }
}
