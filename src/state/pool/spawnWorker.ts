/** The one place that names the engine. */
import workerUrl from '../../engine/worker.ts?worker&url';
import type { Message } from '../../protocol/messages';
import { browserClock } from './poolClock';
import { StartingPort } from './startingPort';
import { watchLife } from './watchLife';
import type { WorkerPort } from './workerPort';

/**
 * A worker that starts from a `blob:` has the Content-Security-Policy of the page; one that starts from its own URL has only what
 * the server sends with that file, on static hosting nothing. This blob imports the engine by its address: the browser keeps the
 * compiled script, and the GPU backend is loaded by an address relative to it.
 */
let address: string | null = null;
/**
 * The engine's whole script with its WebAssembly in it, for the day when its address leads nowhere: without a network, or when a newer
 * version stands in its place. A worker that starts from it has no GPU backend, since that would load the engine a second time.
 */
let memory: string | null = null;

const href = (): string => new URL(workerUrl, location.href).href;

function scriptUrl(script: BlobPart): string {
  return URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
}

export function spawnWorker(): WorkerPort {
  return new StartingPort({ byAddress, fromMemory }, browserClock);
}

function byAddress(): WorkerPort {
  address ??= scriptUrl(`import ${JSON.stringify(href())};`);
  return startWorker(address);
}

function fromMemory(): WorkerPort | null {
  return memory === null ? null : startWorker(memory);
}

/** A worker is running: its script lies in the browser's cache, and costs no transfer. */
async function keepScript(): Promise<void> {
  if (memory !== null) return;
  const response = await fetch(href(), { cache: 'force-cache' });
  if (response.ok) memory ??= scriptUrl(await response.blob());
}

function startWorker(url: string): WorkerPort {
  const name = `engine ${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
  const worker = new Worker(url, { type: 'module', name });
  const port: WorkerPort = {
    postMessage: (command) => worker.postMessage(command),
    terminate: () => worker.terminate(),
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    onend: null,
  };
  worker.onmessage = (event: MessageEvent<Message>) => {
    const { data } = event;
    if (data.kind === 'ready') {
      if (data.life) watchLife(data.life, name, () => port.onend?.());
      keepScript().catch(() => undefined);
    }
    port.onmessage?.(event);
  };
  worker.onerror = (event) => port.onerror?.(event);
  worker.onmessageerror = (event) => port.onmessageerror?.(event);
  return port;
}
