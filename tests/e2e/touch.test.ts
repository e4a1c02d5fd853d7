import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { card, openSite, visit, type Site } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const phone = { width: 390, height: 844, touch: true };
const quick = '#v=1&particles=256&predictors=nn,linearised';

interface Finger {
  readonly x: number;
  readonly y: number;
}

/** Fingers that go along straight lines, in ten moves. */
async function move(session: CDPSession, from: readonly Finger[], to: readonly Finger[]): Promise<void> {
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: readonly Finger[]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: touchPoints.map(({ x, y }, id) => ({ x, y, id })),
    });
  await touch('touchStart', from);
  for (let k = 1; k <= 10; k++)
    await touch(
      'touchMove',
      from.map(({ x, y }, i) => ({
        x: x + ((to[i].x - x) * k) / 10,
        y: y + ((to[i].y - y) * k) / 10,
      })),
    );
  await touch('touchEnd', []);
}

async function layerOf(page: Page, name: string) {
  const layer = card(page, name).locator('.plot-layer');
  await layer.evaluate((node) => node.scrollIntoView({ block: 'center' }));
  const box = (await layer.boundingBox())!;
  return { layer, x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width };
}

const clock = (page: Page): Promise<string | null> => page.locator('.clock').textContent();

it('scrubs under one finger that goes sideways, and leaves the page to one that goes down', async () => {
  const { page, context, offences } = await visit(site, quick, phone);
  const session = await context.newCDPSession(page);
  const before = await clock(page);
  const plot = await layerOf(page, 'Loss');
  await move(session, [{ x: plot.x, y: plot.y }], [{ x: plot.x - plot.width / 4, y: plot.y }]);
  await expect.poll(() => clock(page)).not.toBe(before);
  const here = await clock(page);
  const scrolled = await page.evaluate(() => scrollY);
  const again = await layerOf(page, 'Loss');
  await move(session, [{ x: again.x, y: again.y }], [{ x: again.x, y: again.y - 200 }]);
  await expect.poll(() => page.evaluate(() => scrollY)).not.toBe(scrolled);
  expect(await clock(page)).toBe(here);
  expect(offences).toEqual([]);
  await context.close();
});

it('zooms under two fingers, and comes back whole', async () => {
  const { page, context } = await visit(site, quick, phone);
  const session = await context.newCDPSession(page);
  const { x, y } = await layerOf(page, 'Loss');
  const whole = card(page, 'Loss').getByRole('button', { name: 'Full range', exact: true });
  expect(await whole.isVisible()).toBe(false);
  await move(
    session,
    [
      { x: x - 20, y },
      { x: x + 20, y },
    ],
    [
      { x: x - 90, y },
      { x: x + 90, y },
    ],
  );
  await expect.poll(() => whole.isVisible()).toBe(true);
  await whole.tap();
  await expect.poll(() => whole.isVisible()).toBe(false);
  await context.close();
});

it('leaves no control too small for a finger, and nothing beside the screen', async () => {
  const { page, context } = await visit(site, quick, { ...phone, width: 320 });
  const small = await page.evaluate(() => {
    const least = 40;
    const sizes = [...document.querySelectorAll('button, a, select, input, summary, [role=slider]')].map(
      (node) => {
        const box = node.getBoundingClientRect();
        // An explanation inside a line of text takes a press around itself.
        const around = getComputedStyle(node, '::after');
        const extra = around.content === 'none' ? 0 : parseFloat(around.height) || 0;
        const unseen = box.width < 2 || node.closest('.visually-hidden, .skip-link') !== null;
        const name = node.getAttribute('aria-label') ?? node.textContent;
        return { name, height: unseen ? least : Math.max(box.height, extra) };
      },
    );
    // The flag of the expansion point gives its last 4 px to the time line below it.
    return sizes.filter(({ name, height }) => height < (name === 'Expansion point' ? least - 4 : least));
  });
  expect(small).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await context.close();
});

it('explains a plot, a symbol and a cell under a tap, and stops at a tap elsewhere', async () => {
  const { page, context } = await visit(site, quick, phone);
  const note = page.getByRole('tooltip');
  const about = page.getByRole('button', { name: 'About: Loss', exact: true });
  await about.evaluate((node) => node.scrollIntoView({ block: 'center' }));
  await about.tap();
  await expect.poll(() => note.textContent()).toContain('The training loss');
  await card(page, 'Loss').locator('.reading').tap();
  await expect.poll(() => note.count()).toBe(0);
  // The second of three maps in a row: its first cell lies a little right of a third.
  const maps = card(page, 'Tangent kernel').locator('svg.plot-layer');
  await maps.evaluate((node) => node.scrollIntoView({ block: 'center' }));
  const box = (await maps.boundingBox())!;
  const readout = card(page, 'Tangent kernel').locator('.plot-readout');
  await page.touchscreen.tap(box.x + box.width * 1.15, box.y + 5);
  await expect.poll(() => readout.textContent()).toMatch(/^point 1: cKt =/);
  await page.touchscreen.tap(box.x + box.width * 0.9, box.y + 5);
  await expect.poll(() => readout.textContent()).toMatch(/^points 1, 6: cK0 =/);
  await card(page, 'Tangent kernel').locator('.reading').tap();
  await expect.poll(() => readout.isVisible()).toBe(false);
  await context.close();
});
