/** The worker's entry: one session, its engine made when the first run asks for it. */
import type { Command } from '../protocol/messages';
import { Engine } from './engine';
import { Session } from './session';

/** tfjs is loaded when a GPU is worth asking: most runs never need it. */
const engine = new Engine({ now: () => performance.now() }, async (options) => {
  const { createWebGpuBackend } = await import('./webgpu/webgpuBackend');
  return createWebGpuBackend(options);
});

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
  run: (task, context) => engine.perform(task, context),
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
