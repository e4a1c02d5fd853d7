/** The page's own runner of experiments: a worker for every task under way, so that the lab beside it stays live. */
import type { Command, Message } from '../protocol/messages';
import type { Ask, TaskAnswer, TaskName, TaskRequest } from '../protocol/tasks';
import { spawnWorker } from './engineClient';
import { ExperimentRunner } from './experimentRunner';
import { sweepPoolSize } from './sweepClient';

let runner: ExperimentRunner | null = null;

export function experimentRunner(): ExperimentRunner {
  const size = sweepPoolSize(navigator.hardwareConcurrency);
  runner ??= new ExperimentRunner({ ask: workerAsk, size }, () => performance.now());
  return runner;
}

const idle: ReturnType<typeof spawnWorker>[] = [];
let newest = 0;

const workerAsk: Ask = (task, request, { onEvent, signal } = {}) =>
  new Promise((resolve, reject) => {
    const port = idle.pop() ?? spawnWorker();
    const end = (): void => {
      port.onmessage = port.onerror = port.onmessageerror = null;
      signal?.removeEventListener('abort', abort);
    };
    const stop = (reason: Error): void => {
      end();
      port.terminate();
      reject(reason);
    };
    const abort = (): void => stop(new Error('The task was stopped.'));
    const answer = (value: unknown): void => {
      end();
      idle.push(port);
      resolve(value as TaskAnswer<typeof task>);
    };
    const runId = ++newest;
    port.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.kind === 'ready' || data.kind === 'idle' || data.runId !== runId) return;
      switch (data.kind) {
        case 'event':
          void onEvent?.(data.event as never);
          port.postMessage({ kind: 'acknowledge', sequence: data.sequence });
          if (data.event.kind === 'done') answer(null);
          return;
        case 'analysis':
          return answer(data.analysis);
        case 'discrepancies':
          return answer(data.discrepancies);
        case 'row':
          return answer(data.row);
        case 'failed':
          return stop(new Error(data.problem.message));
      }
    };
    port.onerror = (event) => stop(new Error(event.message || 'The engine stopped without saying why.'));
    port.onmessageerror = () => stop(new Error('A message could not be read.'));
    signal?.addEventListener('abort', abort);
    port.postMessage(commandOf(task, request, runId));
  });

function commandOf<K extends TaskName>(task: K, request: TaskRequest<K>, runId: number): Command {
  const plain = request as object;
  if (task === 'kernels') return { kind: 'analyse', runId, request } as Command;
  return { kind: task, runId, ...plain } as Command;
}
