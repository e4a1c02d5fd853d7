/**
 * Script per frame of playback with every plot of the first page, and of the Mean field lab with 16 384 particles at n = 32: the playhead
 * goes through the run, one place per frame, and the profiler's count of script, layout and style time is divided by the frames.
 */
import { openSite, settled } from '../e2e/site';

const frames = 240;
const site = await openSite();
const context = await site.browser.newContext({ viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
await page.addInitScript('globalThis.__name = (f) => f');
const session = await context.newCDPSession(page);
await session.send('Performance.enable');
const measured = async (): Promise<Record<string, number>> => {
  const { metrics } = await session.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
};

/** Moves the playhead as the page's own slider does, once per animation frame. */
const play = (count: number) =>
  page.evaluate(
    (steps) =>
      new Promise<void>((resolve) => {
        const slider = document.querySelector<HTMLInputElement>('input[type="range"][aria-label="Time"]')!;
        const [low, high] = [Number(slider.min), Number(slider.max)];
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!;
        let step = 0;
        const next = (): void => {
          set.call(slider, String(low + ((high - low) * step) / steps));
          slider.dispatchEvent(new Event('input', { bubbles: true }));
          if (step++ < steps) requestAnimationFrame(next);
          else resolve();
        };
        requestAnimationFrame(next);
      }),
    count,
  );

/** What is measured, its aim in ms of script (33: thirty frames a second), and what is waited for before. */
const pages = [
  {
    name: 'the first page',
    aim: 4,
    hash: '#v=1&alpha=4',
    ready: () => settled(page),
  },
  {
    name: 'the Mean field lab, 16 384 particles at n = 32',
    aim: 33,
    hash: '#v=1&tab=particles&alpha=1&n=32&horizon=10&predictors=nn&particles.count=16384',
    ready: async () => {
      await page.getByText(/^At t = .* the neurons have moved/).waitFor({ timeout: 120_000 });
      const computing = page.getByRole('progressbar', { name: 'Particles computed' });
      await computing.waitFor({ state: 'detached', timeout: 600_000 });
    },
  },
];

for (const { name, aim, hash, ready } of pages) {
  await page.goto('about:blank');
  await page.goto(site.url + hash);
  await ready();
  await page.waitForTimeout(2000);
  await play(30);
  const rounds: { script: number; layout: number; style: number }[] = [];
  for (let round = 0; round < 5; round++) {
    const before = await measured();
    await play(frames);
    const after = await measured();
    const per = (metric: string) => (1000 * (after[metric] - before[metric])) / frames;
    rounds.push({
      script: per('ScriptDuration'),
      layout: per('LayoutDuration'),
      style: per('RecalcStyleDuration'),
    });
  }
  rounds.sort((a, b) => a.script - b.script);
  const { script, layout, style } = rounds[2];
  console.log(
    `a frame of playback, ${name}: ${script.toFixed(2)} ms of script (aim ${aim}; ${rounds[0].script.toFixed(2)} to ${rounds[4].script.toFixed(2)}), ` +
      `${layout.toFixed(2)} ms layout, ${style.toFixed(2)} ms style, median of ${rounds.length} × ${frames} frames`,
  );
}
await context.close();
await site.close();
