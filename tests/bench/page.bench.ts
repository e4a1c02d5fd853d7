/** The built page in Chromium: cold start, a slider's move to the first curve and to everything, the longest main-thread task. */
import { openSite, settled } from '../e2e/site';
import { inLoops, machineLine, measureMachine } from './machine';

declare global {
  interface Window {
    bench: { longest: number; curves: number[] };
  }
}

const machine = measureMachine();
console.log(machineLine(machine));
const site = await openSite();
const context = await site.browser.newContext({ viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
// The compiler that runs this file wraps named functions in a call that the page lacks.
await page.addInitScript('globalThis.__name = (f) => f');
// A curve is on the screen one paint after the first frames of the network arrive.
await page.addInitScript(() => {
  window.bench = { longest: 0, curves: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      window.bench.longest = Math.max(window.bench.longest, entry.duration);
  }).observe({ type: 'longtask', buffered: true });
  const Original = Worker;
  window.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      const seen = new Set<number>();
      this.addEventListener('message', ({ data }) => {
        if (data.event?.kind !== 'frames' || data.event.frames.predictor !== 'nn' || seen.has(data.id))
          return;
        seen.add(data.id);
        requestAnimationFrame(() => window.bench.curves.push(performance.now()));
      });
    }
  };
});

const start = performance.now();
await page.goto(`${site.url}#v=1`);
await page.waitForFunction(() => window.bench.curves.length > 0);
const [coldCurve] = await page.evaluate(() => window.bench.curves);
await settled(page);
const cold = performance.now() - start;
const coldTask = await page.evaluate(() => window.bench.longest);

const width = page.getByRole('slider', { name: 'Width', exact: true });
await width.focus();
const first: number[] = [];
const everything: number[] = [];
await page.evaluate(() => (window.bench.longest = 0));
for (let i = 0; i < 12; i++) {
  const measured = await page.evaluate(
    (key) =>
      new Promise<[number, number]>((resolve) => {
        const main = document.querySelector('main')!;
        window.bench.curves = [];
        const from = performance.now();
        document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        const look = (): void => {
          if (window.bench.curves.length > 0 && main.getAttribute('aria-busy') === 'false')
            resolve([window.bench.curves[0] - from, performance.now() - from]);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    i % 2 === 0 ? 'ArrowRight' : 'ArrowLeft',
  );
  first.push(measured[0]);
  everything.push(measured[1]);
}
const movedTask = await page.evaluate(() => window.bench.longest);
const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];
const shown = (milliseconds: number) => `${milliseconds.toFixed(0)} ms (${inLoops(milliseconds, machine)})`;
console.log(
  `cold start: first curve after ${shown(coldCurve)}, everything after ${shown(cold)}, longest task ${coldTask.toFixed(0)} ms`,
);
console.log(
  `a slider's move: first curve after ${shown(median(first))}, aim 50 ms, everything after ${shown(median(everything))}, aim 300 ms, median of ${first.length}`,
);
console.log(
  `longest main-thread task while moving: ${movedTask === 0 ? 'none over 50 ms' : `${movedTask.toFixed(0)} ms`} (aim 50)`,
);
await context.close();
await site.close();
