import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { card, openSite, visit, type Site } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** A fresh run of few predictors, paused where it opens. */
const quick = '#v=1&particles=256&predictors=nn,linearised';

interface PlotUnderTest {
  readonly region: Locator;
  readonly layer: Locator;
  /** What the horizontal axis, or the map, shows. */
  view(): Promise<string>;
  readonly whole: Locator;
}

function plotIn(page: Page, name: string): PlotUnderTest {
  const region = card(page, name);
  return {
    region,
    layer: region.locator('.plot-layer'),
    view: async () => {
      // The page draws at the next paint.
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      );
      const ticks = await region
        .locator('.plot-axis-x .tick')
        .evaluateAll((all) => all.map((tick) => tick.getAttribute('transform')).join());
      const maps = await region
        .locator('.heat-map > g')
        .evaluateAll((all) => all.map((map) => map.getAttribute('transform')).join());
      return ticks + maps;
    },
    whole: region.getByRole('button', { name: 'Full range', exact: true }),
  };
}

async function middleOf({ layer }: PlotUnderTest): Promise<{ x: number; y: number; width: number }> {
  await layer.scrollIntoViewIfNeeded();
  const box = (await layer.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width };
}

it.each(['Prediction error', 'Function', 'Tangent kernel'])(
  '%s zooms by wheel, drag and keys, and comes back whole',
  async (name) => {
    const { page, context, offences } = await visit(site, quick);
    const plot = plotIn(page, name);
    const full = await plot.view();
    const at = await middleOf(plot);
    await page.mouse.move(at.x, at.y);

    // Bare wheel over a plot without the focus belongs to the page.
    await page.mouse.wheel(0, -200);
    expect(await plot.view()).toBe(full);
    await middleOf(plot);
    await page.mouse.move(at.x, at.y);
    const here = await middleOf(plot);
    await page.mouse.move(here.x, here.y);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -200);
    await page.keyboard.up('Control');
    const zoomed = await plot.view();
    expect(zoomed).not.toBe(full);
    expect(await plot.whole.isVisible()).toBe(true);

    // Alt and a drag pan in every plot.
    await page.keyboard.down('Alt');
    await page.mouse.down();
    await page.mouse.move(here.x + here.width / 8, here.y, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Alt');
    expect(await plot.view()).not.toBe(zoomed);
    await page.mouse.dblclick(here.x, here.y);
    expect(await plot.view()).toBe(full);
    expect(await plot.whole.isVisible()).toBe(false);

    // Shift and a drag show the range drawn.
    await page.keyboard.down('Shift');
    await page.mouse.move(here.x - here.width / 8, here.y - 10);
    await page.mouse.down();
    await page.mouse.move(here.x + here.width / 8, here.y + 20, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    expect(await plot.view()).not.toBe(full);
    await plot.whole.click();
    expect(await plot.view()).toBe(full);

    // The layer has the focus now: keys, and the bare wheel.
    await page.keyboard.press('+');
    const byKey = await plot.view();
    expect(byKey).not.toBe(full);
    await page.keyboard.press('-');
    expect(await plot.view()).toBe(full);
    await page.keyboard.press('+');
    await page.keyboard.press('Escape');
    expect(await plot.view()).toBe(full);
    await page.mouse.move(here.x, here.y);
    await page.mouse.wheel(0, -200);
    expect(await plot.view()).not.toBe(full);
    await page.keyboard.press('0');
    expect(await plot.view()).toBe(full);
    expect(offences).toEqual([]);
    await context.close();
  },
);

it('scrubs by drag in a time plot, and shows the time and a cell’s points in the others', async () => {
  const { page, context, offences } = await visit(site, quick);
  const time = page.getByRole('slider', { name: 'Time', exact: true });
  const now = async () => Number(await time.inputValue());
  const plot = plotIn(page, 'Prediction error');
  const at = await middleOf(plot);
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x - at.width / 4, at.y, { steps: 3 });
  const earlier = await now();
  await page.mouse.move(at.x + at.width / 4, at.y, { steps: 3 });
  await page.mouse.up();
  expect(await now()).toBeGreaterThan(earlier);
  // A line has no width, so that it counts as no visible box.
  const line = card(page, 'Loss').locator('.plot-hover');
  await expect.poll(() => line.evaluate((element) => getComputedStyle(element).visibility)).toBe('visible');

  const kernel = await middleOf(plotIn(page, 'Tangent kernel'));
  await page.mouse.move(kernel.x + 4, kernel.y - kernel.width / 4);
  await expect.poll(() => card(page, 'Function').locator('.plot-point-marked').count()).toBe(2);
  const names = await card(page, 'Function').locator('.plot-point-names text').allTextContents();
  const read = await card(page, 'Tangent kernel').locator('.plot-readout').textContent();
  const pair = /points (\d+), (\d+)/.exec(read ?? '')!.slice(1);
  expect(names).toEqual([...pair].sort());
  expect(offences).toEqual([]);
  await context.close();
});

it('redraws the kernels when a run replaces another', async () => {
  const { page, context } = await visit(site, '#v=1&particles=256&alpha=1');
  await page.getByRole('slider', { name: 'Time', exact: true }).focus();
  await page.keyboard.press('End');
  await page.getByRole('button', { name: /√m/ }).first().click();
  await page.waitForFunction(() => !location.hash.includes('alpha=1'));
  await page.locator('main[aria-busy="false"]').waitFor();
  const cells = card(page, 'Tangent kernel').locator('.heat-map rect');
  await expect.poll(() => cells.count()).toBeGreaterThan(36);
  const sides = await cells.evaluateAll((all) => all.map((cell) => cell.getBoundingClientRect().width));
  expect(Math.min(...sides)).toBeGreaterThan(5);
  await context.close();
});
