/** A worker of Chromium that runs reference networks, and the references. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { launchChromium, serveWorker } from './harness';
import type { NetworkAnswer, NetworkTask } from './networkWorker';

export interface Dynamics {
  readonly spec: Record<string, unknown>;
  readonly times: readonly number[];
  readonly predictors: {
    readonly nn: { readonly train: number[][]; readonly probe: number[][]; readonly kernel: number[][][] };
  };
}

export function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')) as T;
}

/** The reference runs that take steps: GD and momentum. */
export function steppedReferences(): (readonly [string, Dynamics])[] {
  return fixture<Dynamics[]>('dynamics.json')
    .filter(({ spec }) => spec.optimizer !== 'flow')
    .map((reference) => [`${String(reference.spec.preset)} ${String(reference.spec.optimizer)}`, reference]);
}

export interface NetworkPage {
  ask(task: NetworkTask): Promise<NetworkAnswer>;
  close(): Promise<void>;
}

export async function openNetworkPage(): Promise<NetworkPage> {
  const served = await serveWorker(fileURLToPath(new URL('./networkWorker.ts', import.meta.url)));
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.goto(served.url);
  await page.evaluate(() => {
    Object.assign(window, { engine: new Worker('worker.js', { type: 'module' }) });
  });
  return {
    async ask(task) {
      const { result, error } = await page.evaluate(
        (message) =>
          new Promise<{ result?: NetworkAnswer; error?: string }>((resolve) => {
            const { engine } = window as unknown as { engine: Worker };
            engine.onmessage = (event: MessageEvent<{ result?: NetworkAnswer; error?: string }>) => {
              resolve(event.data);
            };
            engine.postMessage(message);
          }),
        task,
      );
      if (!result) throw new Error(error);
      return result;
    },
    async close() {
      await browser.close();
      await served.close();
    },
  };
}

/** Largest difference over the largest reference value. */
export function relative(found: readonly unknown[], expected: readonly unknown[]): number {
  const [a, b] = [found, expected].map((list) => list.flat(4) as number[]);
  expect(a.length).toBe(b.length);
  const scale = Math.max(...b.map(Math.abs));
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]))) / scale;
}
