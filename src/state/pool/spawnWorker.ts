/** The one place that names the engine. */
import workerUrl from '../../engine/worker.ts?worker&url';
import type { Message } from '../../protocol/messages';
import type { WorkerPort } from './workerPort';

let entry: string | null = null;

/**
 * A worker that starts from a `blob:` has the Content-Security-Policy of the page; one that starts from its own URL has only what
 * the server sends with that file, on static hosting nothing. The blob imports the engine by its address.
 * Without a network a new worker starts from the browser's cache, as do the wasm module and the GPU backend that it loads by addresses
 * relative to its own; a copy of its text kept here would start and then lack these. The spare that stands by needs nothing more.
 */
function entryUrl(): string {
  if (entry !== null) return entry;
  const { href } = new URL(workerUrl, location.href);
  const script = new Blob([`import ${JSON.stringify(href)};`], { type: 'text/javascript' });
  entry = URL.createObjectURL(script);
  return entry;
}

export function spawnWorker(): WorkerPort {
  const life = `engine ${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
  const worker = new Worker(entryUrl(), { type: 'module', name: life });
  const port: WorkerPort = {
    postMessage: (command) => worker.postMessage(command),
    terminate: () => worker.terminate(),
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    onend: null,
  };
  worker.onmessage = (event: MessageEvent<Message>) => {
    if (event.data.kind === 'ready') watch(life, () => port.onend?.());
    port.onmessage?.(event);
  };
  worker.onerror = (event) => port.onerror?.(event);
  worker.onmessageerror = (event) => port.onmessageerror?.(event);
  return port;
}

/**
 * A worker holds the lock named by its life: it is granted to the page the moment the worker is no more. A long product of
 * matrices answers no ping, so silence alone proves nothing. Browsers give locks to secure contexts only; elsewhere nothing is noticed.
 */
function watch(life: string, ended: () => void): void {
  if ('locks' in navigator) navigator.locks.request(life, ended).catch(() => undefined);
}
