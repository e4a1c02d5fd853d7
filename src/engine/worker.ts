/** The worker's entry: one session on one engine. */
import type { AskCommand, Command, Message } from '../protocol/messages';
import { Engine } from './engine';
import { holdLife } from './holdLife';
import { Session } from './session';
import { performTask } from './tasks/taskHandlers';

/** tfjs is loaded when a GPU is worth asking: most runs never need it. */
const engine = new Engine({ now: () => performance.now() }, async (options) => {
  const { createWebGpuBackend } = await import('./webgpu/webgpuBackend').catch(() => {
    throw new Error(
      'the code for WebGPU could not be loaded: without a network, or with a newer version in its place, it is there again after a reload.',
    );
  });
  return createWebGpuBackend(options);
});

const channel = new MessageChannel();
let waiting: (() => void)[] = [];
channel.port1.onmessage = () => {
  const ready = waiting;
  waiting = [];
  for (const resolve of ready) resolve();
};

const post = (message: Message, transfer: Transferable[] = []): void => {
  self.postMessage(message, { transfer });
};

const session = new Session({
  post,
  perform: ({ task, request }: AskCommand, context) => performTask(task, request, engine, context),
  now: () => performance.now(),
  nextTask: () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(null);
    }),
});

// A warm worker has its module before the first task asks for it; a failure is told by that task.
engine.float64().catch(() => undefined);

/** Nothing is computed before the page can know that this worker has ended: until then silence is what it goes by. */
const ready = holdLife(self.name).then((life) => post({ kind: 'ready', ...(life ? { life } : {}) }));
self.onmessage = (event: MessageEvent<Command>) => void ready.then(() => session.receive(event.data));
