import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium, type Served, serveWorker } from './harness';

let browser: Browser | undefined;
let served: Served | undefined;
let page: Page;

beforeAll(async () => {
  served = await serveWorker(fileURLToPath(new URL('./plotsPage.ts', import.meta.url)));
  browser = await launchChromium();
  page = await browser.newPage();
  await page.goto(served.url);
  await page.addScriptTag({ url: `${served.url}worker.js`, type: 'module' });
  await page.waitForFunction(() => window.plotNames !== undefined);
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

const names = [
  'time', 'function', 'kernels', 'slices', 'scaling', 'horizon', 'bars', 'histogram',
  'cloud', 'line', 'quantiles', 'field', 'particles',
] as const; // prettier-ignore

it('has every plot of the page', async () => {
  expect(await page.evaluate(() => window.plotNames)).toEqual([...names]);
});

it.each(names)(
  '%s: no number that is none and no negative size, whatever the data and the frame',
  async (name) => {
    expect(await page.evaluate((plot) => window.checkPlot(plot, 40, 2026), name)).toBeNull();
  },
);
