import { readdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExperimentSpec } from '../../src/protocol/experimentSpec';
import { validateSpec } from '../../src/protocol/validate';
import { runDigests, type Digests } from '../engine/run/runDigests';
import { openSite, visit, type Site } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const cases: readonly (readonly [string, Partial<ExperimentSpec>])[] = [
  [
    'the default experiment with every predictor',
    {
      particles: 1024,
      predictors: ['nn', 'linearised', 'nth3', 'nth4', 'ntk', 'meanField', 'randomFeatures'],
    },
  ],
  [
    'tanh with two layers and logistic loss by momentum',
    {
      activation: 'tanh',
      depth: 2,
      width: 48,
      loss: 'logistic',
      target: 'signs',
      optimizer: 'momentum',
      lr: 0.2,
      horizon: 20,
      predictors: ['nn', 'linearised', 'nth3', 'ntk'],
    },
  ],
];

const workerFile = readdirSync('dist/assets').find((name) => /^worker-.*\.js$/.test(name));

/** The built worker, spoken to as the page does: every batch of frames is acknowledged before the next may come. */
function digestsInChromium(page: Page, spec: ExperimentSpec): Promise<Digests> {
  return page.evaluate(
    async ([url, asked]) => {
      const href = new URL(url, location.href).href;
      const entry = new Blob([`import ${JSON.stringify(href)};`], { type: 'text/javascript' });
      const worker = new Worker(URL.createObjectURL(entry), { type: 'module' });
      const columns = new Map<string, Float64Array[]>();
      try {
        await new Promise<void>((resolve, reject) => {
          worker.onerror = (event) => reject(new Error(event.message));
          worker.onmessage = ({ data }) => {
            if (data.kind === 'ready')
              worker.postMessage({
                kind: 'ask',
                id: 1,
                task: 'run',
                request: { spec: asked, predictors: asked.predictors },
              });
            if (data.kind === 'failed') reject(new Error(data.problem.message));
            if (data.kind !== 'event') return;
            const { event } = data;
            if (event.kind === 'frames') {
              for (const [name, values] of Object.entries(event.frames)) {
                if (!(values instanceof Float64Array)) continue;
                const key = `${event.frames.predictor}.${name}`;
                columns.set(key, [...(columns.get(key) ?? []), values]);
              }
            }
            worker.postMessage({ kind: 'acknowledge', sequence: data.sequence });
            if (event.kind === 'done') resolve();
          };
        });
      } finally {
        worker.terminate();
      }
      const digests: Record<string, string> = {};
      for (const [key, parts] of columns) {
        const bytes = await crypto.subtle.digest(
          'SHA-256',
          await new Blob(parts as BlobPart[]).arrayBuffer(),
        );
        digests[key] = [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, '0')).join('');
      }
      return digests;
    },
    [`assets/${workerFile}`, spec] as const,
  );
}

it.each(cases)('%s has the same SHA-256 in Node, in Chromium and after a reload', async (_, given) => {
  const { spec, problems } = validateSpec({ ...given, precision: 'float64' });
  expect(problems).toEqual([]);
  const expected = await runDigests(spec);
  expect(Object.keys(expected)).toEqual(
    expect.arrayContaining(spec.predictors.flatMap((name) => [`${name}.probe`, `${name}.loss`])),
  );
  const { page, context } = await visit(site, '#v=1&predictors=nn&horizon=1', { settle: false });
  expect(await digestsInChromium(page, spec)).toEqual(expected);
  await page.reload();
  expect(await digestsInChromium(page, spec)).toEqual(expected);
  await context.close();
});

it('would notice one bit: another seed has other digests', async () => {
  const spec = (seed: number) =>
    validateSpec({ seed, width: 16, horizon: 1, predictors: ['nn'], precision: 'float64' }).spec;
  expect(await runDigests(spec(3))).not.toEqual(await runDigests(spec(4)));
});
