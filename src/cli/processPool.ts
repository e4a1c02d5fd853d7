/** Tasks over several processes of this machine, behind the interface of the page's pool of workers. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Ask, TaskAnswer, TaskEvent, TaskName } from '../protocol/tasks';
import type { TaskOrder, TaskReply } from './taskProcess';

export interface ProcessPool {
  readonly ask: Ask;
  /** Ends the processes; nothing may be asked afterwards. */
  readonly close: () => void;
}

interface Queued extends TaskOrder {
  readonly onEvent: ((event: TaskEvent<TaskName>) => void | Promise<void>) | undefined;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (answer: TaskAnswer<TaskName>) => void;
  readonly reject: (reason: Error) => void;
  attempts: number;
}

/** At most `jobs` processes, started when there is work; one that dies is replaced and its task tried once more. */
export function createProcessPool(jobs: number): ProcessPool {
  const waiting: Queued[] = [];
  const free: ChildProcess[] = [];
  const all = new Set<ChildProcess>();

  const next = (): void => {
    while (waiting.length > 0) {
      const child = free.pop() ?? (all.size < jobs ? start() : null);
      if (child === null) return;
      all.add(child);
      give(child, waiting.shift()!);
    }
  };

  const give = (child: ChildProcess, queued: Queued): void => {
    const { task, request, onEvent, signal } = queued;
    const leave = (): void => {
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
      signal?.removeEventListener('abort', onAbort);
    };
    const finish = (): void => {
      leave();
      free.push(child);
      next();
    };
    const lose = (): void => {
      leave();
      all.delete(child);
    };
    const onMessage = (reply: TaskReply): void => {
      switch (reply.kind) {
        case 'event':
          void onEvent?.(reply.event);
          return;
        case 'answer':
          queued.resolve(reply.answer);
          finish();
          return;
        case 'failed':
          queued.reject(new Error(reply.message));
          finish();
          return;
        default:
          reply satisfies never;
      }
    };
    const die = (reason: string): void => {
      lose();
      if (queued.attempts++ === 0) waiting.unshift(queued);
      else queued.reject(new Error(`its process ended twice (${reason})`));
      next();
    };
    const onExit = (code: number | null, killed: string | null): void => die(killed ?? `exit code ${code}`);
    const onError = (error: Error): void => die(error.message);
    // A process computes without looking up: what is stopped is replaced when there is work again.
    const onAbort = (): void => {
      lose();
      child.kill();
      queued.reject(reasonOf(signal));
      next();
    };
    child.on('message', onMessage).on('exit', onExit).on('error', onError);
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();
    else child.send({ task, request } satisfies TaskOrder);
  };

  const ask: Ask = (task, request, { onEvent, signal } = {}) =>
    new Promise((resolve, reject) => {
      waiting.push({ task, request, onEvent, signal, resolve, reject, attempts: 0 } as Queued);
      next();
    });

  return {
    ask,
    close: () => {
      for (const child of all) if (child.connected) child.disconnect();
    },
  };
}

function reasonOf(signal: AbortSignal | undefined): Error {
  return signal?.reason instanceof Error ? signal.reason : new Error('The task was stopped.');
}

/** Inherits how this process was started, so that TypeScript loads there too; messages keep typed arrays as they are. */
function start(): ChildProcess {
  return fork(fileURLToPath(new URL('./taskProcess.ts', import.meta.url)), [], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
}
