import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backendClaims } from '../engine/backendSuite';
import type { WorkerReport } from './backendWorker';
import { launchChromium, type Served, serveWorker } from './harness';

describe.each(['float64', 'webgpu'])('%s backend in a worker of Chromium', (kind) => {
  let browser: Browser | undefined;
  let served: Served | undefined;
  let report: WorkerReport;

  beforeAll(async () => {
    served = await serveWorker(fileURLToPath(new URL('./backendWorker.ts', import.meta.url)));
    browser = await launchChromium();
    const page = await browser.newPage();
    await page.goto(served.url);
    const answer = await page.evaluate(
      (backend) =>
        new Promise<{ report?: WorkerReport; error?: string }>((resolve) => {
          const worker = new Worker('worker.js', { type: 'module' });
          worker.onmessage = (event: MessageEvent<{ report?: WorkerReport; error?: string }>) => {
            resolve(event.data);
          };
          worker.onerror = (event) => {
            resolve({ error: event.message });
          };
          worker.postMessage(backend);
        }),
      kind,
    );
    if (!answer.report) throw new Error(answer.error);
    report = answer.report;
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  it.each(backendClaims.map((claim) => claim.name))('%s', (name) => {
    expect(report.results.find((result) => result.name === name)?.error).toBeNull();
  });

  it('passes its self-test', () => {
    expect(report.selfTest.reason).toBeNull();
    expect(report.selfTest.ok).toBe(true);
    expect(report.selfTest.precision).toBeLessThan(kind === 'webgpu' ? 1e-5 : 1e-13);
  });

  it('refuses a software adapter unless asked, and says when the device is lost', () => {
    expect(report.refusal).toMatch(/software adapter/);
    expect(report.lost.length).toBeGreaterThan(0);
  });
});
