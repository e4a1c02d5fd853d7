/** Workers that end, throw or are tempted, in a real browser: reached by an init script that wraps `Worker`. */
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, settled, type Site } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

interface Hooked {
  readonly workers: Worker[];
  /** One of them has said something of its task. */
  computing: boolean;
}
declare global {
  interface Window {
    hooked: Hooked;
  }
}

/** Every worker of the page is kept where a test can reach it; `source` runs in the worker before the engine. */
async function open(
  hash: string,
  inWorker = '',
  url = site.url,
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.addInitScript((source) => {
    const Native = window.Worker;
    const workers: Worker[] = [];
    window.hooked = { workers, computing: false };
    window.Worker = class extends Native {
      constructor(url: string | URL, options?: WorkerOptions) {
        const entry =
          source === ''
            ? url
            : URL.createObjectURL(
                new Blob([`${source}\nimport ${JSON.stringify(String(url))};`], { type: 'text/javascript' }),
              );
        super(entry, options);
        workers.push(this);
        this.addEventListener('message', ({ data }: MessageEvent<{ kind: string }>) => {
          if (data.kind === 'event') window.hooked.computing = true;
        });
      }
    };
  }, inWorker);
  await page.goto(url + hash);
  return { page, context };
}

const rows = (page: Page) => page.locator('main[aria-busy="false"]').count();
/** Slow enough that the run is under way when its worker is ended. */
const slow = '#v=1&width=1024&depth=4&n=32&predictors=nn&horizon=60&precision=float64';

describe('a worker that ends without a word', () => {
  it.each([
    ['in a secure context', '127.0.0.1'],
    ['over plain http, where there are no Web Locks', 'plain.test'],
  ])('is noticed within two seconds %s: the run goes on in another and is completed', async (_, host) => {
    const url = site.url.replace('127.0.0.1', host);
    const { page, context } = await open(slow, '', url);
    expect(await page.evaluate(() => 'locks' in navigator)).toBe(host === '127.0.0.1');
    await page.waitForFunction(() => window.hooked.computing);
    expect(await rows(page)).toBe(0);
    const before = await page.evaluate(() => {
      window.hooked.workers.forEach((worker) => worker.terminate());
      return window.hooked.workers.length;
    });
    await page.getByRole('alert').getByText('The engine stopped').waitFor({ timeout: 2000 });
    expect(await page.evaluate(() => window.hooked.workers.length)).toBeGreaterThan(before);
    await page.goto(`${url}#v=1&width=16&predictors=nn&horizon=1`);
    await settled(page);
    await context.close();
  });

  it('does not hold up a sweep', async () => {
    const { page, context } = await open('#v=1&tab=sweep&width=16&n=4&horizon=2');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.waitForFunction(() => window.hooked.workers.length > 0);
    await page.waitForTimeout(300);
    await page.evaluate(() => window.hooked.workers.forEach((worker) => worker.terminate()));
    await page
      .getByText(/40 of 40/)
      .first()
      .waitFor({ timeout: 60_000 });
    await context.close();
  });
});

it('without a network a worker that is gone is replaced by one from memory', async () => {
  const { page, context } = await open('#v=1&width=16&predictors=nn&horizon=1');
  await settled(page);
  await context.setOffline(true);
  await page.evaluate(() => window.hooked.workers.forEach((worker) => worker.terminate()));
  await page.evaluate(() => (location.hash = '#v=1&width=17&predictors=nn&horizon=1'));
  await page.waitForTimeout(200);
  await settled(page);
  expect((await page.getByRole('alert').allTextContents()).join('')).not.toContain('could not be started');
  expect(await page.getByRole('textbox', { name: 'Width', exact: true }).inputValue()).toBe('17');
  await context.close();
});

/** Every worker throws, outside of any promise, most of a second after its first frames. */
const throwing = `
const post = self.postMessage.bind(self);
let armed = false;
self.postMessage = (message, options) => {
  post(message, options);
  if (message.kind === 'event' && message.event.kind === 'frames' && !armed) {
    armed = true;
    setTimeout(() => { throw new Error('a fault put there by the test'); }, 900);
  }
};`;

it('workers that throw again and again do not end a run that comes further each time', async () => {
  const { page, context } = await open(
    '#v=1&width=384&depth=3&n=32&predictors=nn&horizon=10&precision=float64',
    throwing,
  );
  await settled(page, 50_000);
  const alerts = (await page.getByRole('alert').allTextContents()).join(' ');
  const started = await page.evaluate(() => window.hooked.workers.length);
  expect(alerts).not.toContain('again and again');
  expect(started).toBeGreaterThan(1);
  await context.close();
});

/** What the page's Content-Security-Policy forbids, tried inside every worker; what came of it goes out as a message of no known kind. */
const tempted = `
const tried = {};
try { (0, eval)('1'); tried.eval = 'ran'; } catch (error) { tried.eval = error.name; }
try { await fetch('http://127.0.0.1:9/'); tried.fetch = 'ran'; } catch (error) { tried.fetch = error.name; }
const violated = [];
self.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective));
try { await fetch('http://127.0.0.1:9/'); } catch { /* told by the event */ }
try { await import('http://127.0.0.1:9/x.js'); } catch { /* told by the event */ }
await new Promise((resolve) => setTimeout(resolve, 200));
self.postMessage({ kind: 'tried', tried, violated });`;

it('the page’s Content-Security-Policy holds inside its workers', async () => {
  const { page, context } = await open('#v=1&width=16&predictors=nn&horizon=1');
  await settled(page);
  const { tried, violated } = await page.evaluate(async (source) => {
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const worker = new Worker(url, { type: 'module' });
    return new Promise<{ tried: Record<string, string>; violated: string[] }>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    });
  }, tempted);
  expect(tried).toEqual({ eval: 'EvalError', fetch: 'TypeError' });
  expect(violated).toContain('connect-src');
  expect(violated.some((directive) => /script-src|worker-src/.test(directive))).toBe(true);
  // The page's own workers start the same way.
  const urls = page.workers().map((worker) => worker.url());
  expect(urls.length).toBeGreaterThan(0);
  expect(urls.every((url) => url.startsWith('blob:'))).toBe(true);
  await context.close();
});
