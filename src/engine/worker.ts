/** The worker's entry: one session, its engine made when the first run asks for it. */
import type { Command } from '../protocol/messages';
import { Engine } from './engine';
import { Session, type RunContext, type Task } from './session';
import { performTask } from './tasks/taskHandlers';

/** tfjs is loaded when a GPU is worth asking: most runs never need it. */
const engine = new Engine({ now: () => performance.now() }, async (options) => {
  const { createWebGpuBackend } = await import('./webgpu/webgpuBackend');
  return createWebGpuBackend(options);
});

async function perform(task: Task, context: RunContext): Promise<void> {
  const { runId } = task;
  switch (task.kind) {
    case 'run':
      await performTask('run', task, engine, context);
      return;
    case 'member':
      return context.answer({ kind: 'row', runId, row: await performTask('member', task, engine, context) });
    case 'analyse': {
      const analysis = await performTask('kernels', task.request, engine, context);
      return context.answer({ kind: 'analysis', runId, analysis });
    }
    case 'compare': {
      const discrepancies = await performTask('compare', task, engine, context);
      return context.answer({ kind: 'discrepancies', runId, discrepancies });
    }
    default:
      task satisfies never;
  }
}

const channel = new MessageChannel();
let waiting: (() => void)[] = [];
channel.port1.onmessage = () => {
  const ready = waiting;
  waiting = [];
  for (const resolve of ready) resolve();
};

const session = new Session({
  post: (message, transfer) => {
    self.postMessage(message, { transfer });
  },
  run: perform,
  now: () => performance.now(),
  nextTask: () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(null);
    }),
});

self.onmessage = (event: MessageEvent<Command>) => {
  session.receive(event.data);
};

self.postMessage({ kind: 'ready' });
