import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { backendClaims, fingerprint } from '../engine/backendSuite';
import type { WorkerReport } from './backendWorker';
import { launchChromium, type Served, serveWorker } from './harness';

let browser: Browser | undefined;
let served: Served | undefined;
let page: Page;

beforeAll(async () => {
  served = await serveWorker(fileURLToPath(new URL('./backendWorker.ts', import.meta.url)));
  browser = await launchChromium();
  page = await browser.newPage();
  await page.goto(served.url);
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

async function reportOf(kind: string): Promise<WorkerReport> {
  const answer = await page.evaluate(
    (backend) =>
      new Promise<{ report?: WorkerReport; error?: string }>((resolve) => {
        const worker = new Worker('worker.js', { type: 'module' });
        worker.onmessage = (event: MessageEvent<{ report?: WorkerReport; error?: string }>) => {
          worker.terminate();
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
  return answer.report;
}

describe.each(['float64', 'webgpu'])('%s backend in a worker of Chromium', (kind) => {
  let report: WorkerReport;

  beforeAll(async () => {
    report = await reportOf(kind);
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

  it('finds the float64 bits of Node', async () => {
    expect(report.fingerprint).toBe(await fingerprint(await createFloat64Backend()));
  });
});
