import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { EngineError } from '../engine/work/engineError';
import { HeardOnce } from '../protocol/heardOnce';
import type { Ask, TaskEvent, TaskName } from '../protocol/tasks';
import type { ProcessReply, ProcessRequest } from './taskProcess';

/** The tasks of a command-line program over several processes, each begun with the first task that needs it. */
export interface ProcessPool {
  /** Computed in the order they are asked; a process that dies is replaced and its task tried once more. */
  readonly ask: Ask;
  close(): void;
}

type Ended = Exclude<ProcessReply, { kind: 'event' }> | { readonly kind: 'died'; readonly reason: string };

export function createProcessPool(jobs: number): ProcessPool {
  const idle: ChildProcess[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;

  const take = async (): Promise<void> => {
    if (busy >= jobs) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy++;
  };
  /** The place goes to who waits, without becoming free in between. */
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else busy--;
  };

  const ask: Ask = async (task, request, { onEvent, signal } = {}) => {
    await take();
    const once = new HeardOnce(task);
    try {
      for (let attempt = 1; ; attempt++) {
        signal?.throwIfAborted();
        const child = idle.pop() ?? start();
        once.again();
        const hear = (event: TaskEvent<TaskName>): void => {
          if (once.takes(event)) void onEvent?.(event as TaskEvent<typeof task>);
        };
        const ended = await converse(child, { task, request }, hear, signal);
        if (ended.kind !== 'died') idle.push(child);
        if (ended.kind === 'answer') return ended.answer as never;
        if (ended.kind === 'failed')
          throw new EngineError(ended.problem.name, ended.problem.message, ended.problem.field);
        signal?.throwIfAborted();
        if (attempt === 2)
          throw new EngineError('EngineStopped', `its process ended twice (${ended.reason})`);
      }
    } finally {
      leave();
    }
  };
  return {
    ask,
    close: () => {
      for (const child of idle.splice(0)) child.disconnect();
    },
  };
}

/** With the loader of TypeScript, whatever started this process: a test's runner has another. */
function start(): ChildProcess {
  return fork(fileURLToPath(new URL('./taskProcess.ts', import.meta.url)), [], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
    execArgv: ['--import', 'tsx'],
  });
}

/** One task of a child; an aborted one ends with its process. */
function converse(
  child: ChildProcess,
  request: ProcessRequest,
  hear: (event: TaskEvent<TaskName>) => void,
  signal: AbortSignal | undefined,
): Promise<Ended> {
  return new Promise((resolve) => {
    const abort = (): void => void child.kill();
    const finish = (ended: Ended): void => {
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
      signal?.removeEventListener('abort', abort);
      resolve(ended);
    };
    const onMessage = (reply: ProcessReply): void => {
      if (reply.kind === 'event') hear(reply.event);
      else finish(reply);
    };
    const onExit = (code: number | null, by: string | null): void =>
      finish({ kind: 'died', reason: by ?? `exit code ${code}` });
    const onError = (error: Error): void => finish({ kind: 'died', reason: error.message });
    child.on('message', onMessage).on('exit', onExit).on('error', onError);
    signal?.addEventListener('abort', abort);
    child.send(request);
  });
}
