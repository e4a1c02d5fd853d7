/**
 * The page's side of a sweep: workers of its own, one member at a time each, so that the lab beside it stays live. A worker
 * that dies is replaced and its member tried once more; cancel ends every worker at once, whatever it computes.
 */
import type { Command, Message } from '../protocol/messages';
import type { EngineProblem } from '../protocol/run';
import type { SweepMember, SweepOutput, SweepRow } from '../protocol/sweep';
import { spawnWorker } from './engineClient';
import type { WorkerPort } from './workerLane';

export interface SweepListener {
  row(row: SweepRow): void;
  /** This member has no row; the others go on. */
  failed(member: SweepMember, problem: EngineProblem): void;
  /** Nothing is left to do; not called after `cancel`. */
  finished(): void;
}

export interface SweepClient {
  start(members: readonly SweepMember[], outputs: readonly SweepOutput[]): void;
  pause(paused: boolean): void;
  cancel(): void;
}

interface Task {
  readonly member: SweepMember;
  readonly attempts: number;
}

/** One worker per core, at most as many as a browser gives without complaint. */
export function sweepPoolSize(cores: number): number {
  return Math.min(16, Math.max(1, Math.floor(cores) || 2));
}

export function createSweepClient(
  listener: SweepListener,
  spawn: () => WorkerPort = spawnWorker,
  size = sweepPoolSize(navigator.hardwareConcurrency),
): SweepClient {
  let waiting: Task[] = [];
  let outputs: readonly SweepOutput[] = [];
  let paused = false;
  let runId = 0;
  const ports = new Map<WorkerPort, Task | null>();

  const open = (): WorkerPort => {
    const port = spawn();
    ports.set(port, null);
    port.onmessage = ({ data }) => receive(port, data);
    port.onerror = (event) => die(port, event.message || 'it stopped without saying why');
    port.onmessageerror = () => die(port, 'a message could not be read');
    return port;
  };

  const close = (port: WorkerPort): void => {
    ports.delete(port);
    port.onmessage = port.onerror = port.onmessageerror = null;
    port.terminate();
  };

  /** Gives work to whoever is free; ends the workers when nothing is left. */
  const next = (): void => {
    if (paused) return;
    for (const [port, task] of [...ports]) if (task === null && waiting.length > 0) give(port);
    while (ports.size < size && waiting.length > 0) give(open());
    if (waiting.length === 0 && [...ports.values()].every((task) => task === null)) {
      for (const port of [...ports.keys()]) close(port);
      listener.finished();
    }
  };

  const give = (port: WorkerPort): void => {
    const task = waiting.shift()!;
    ports.set(port, task);
    const command: Command = { kind: 'member', runId: ++runId, member: task.member, outputs };
    port.postMessage(command);
  };

  const receive = (port: WorkerPort, message: Message): void => {
    const task = ports.get(port);
    if (!task) return;
    if (message.kind === 'row' && message.row.key === task.member.key) {
      ports.set(port, null);
      listener.row(message.row);
      next();
    } else if (message.kind === 'failed') {
      ports.set(port, null);
      listener.failed(task.member, message.problem);
      next();
    }
  };

  const die = (port: WorkerPort, reason: string): void => {
    const task = ports.get(port);
    close(port);
    if (task && task.attempts === 0) waiting.unshift({ ...task, attempts: 1 });
    else if (task) {
      const message = `${task.member.key}: its worker stopped twice (${reason}). The other runs go on.`;
      listener.failed(task.member, { name: 'EngineStopped', message, field: null });
    }
    next();
  };

  const cancel = (): void => {
    waiting = [];
    paused = false;
    for (const port of [...ports.keys()]) close(port);
  };

  return {
    start(members, asked) {
      cancel();
      outputs = asked;
      waiting = members.map((member) => ({ member, attempts: 0 }));
      next();
    },
    pause(now) {
      paused = now;
      for (const port of ports.keys()) port.postMessage({ kind: paused ? 'pause' : 'resume' });
      next();
    },
    cancel,
  };
}
