import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { card, dataTable, openSite, visit } from './site';
import type { Site } from './site';

describe('the regimes lab', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  /** Nine small networks with few particles: seconds, also on a slow machine. */
  const small =
    '#v=1&tab=regimes&particles=256&horizon=12&regimes.cells=3&regimes.widthTo=256&regimes.alphaTo=16';

  async function open(hash = small, options: Parameters<typeof visit>[2] = {}) {
    const { page, context, offences } = await visit(site, hash, options);
    const setup = card(page, 'What to map');
    const computed = (count: number) =>
      setup.getByText(`${count} networks computed`, { exact: true }).waitFor();
    return { page, context, offences, setup, computed, plane: card(page, 'Plane of regimes') };
  }

  it('maps a plane, tells its conclusion, and every cell opens as a run', async () => {
    const { page, context, offences, computed, plane } = await open();
    await computed(9);
    await page.getByText(/^Of 9 networks .* none is within 5 % in \d\./).waitFor();
    const [head, ...rows] = await dataTable(page, 'Plane of regimes');
    expect(head).toEqual(['Width m', 'Output scale α', 'nearest theory']);
    expect(rows.map(([m, alpha]) => `${m} ${alpha}`)).toContain('64.00 2.830');
    expect(rows).toHaveLength(9);

    // The widest network at the smallest α is that of the mean field.
    const map = plane.getByRole('group', { name: /arrow keys move over the cells/ });
    const box = (await map.boundingBox())!;
    await page.mouse.move(box.x + 0.9 * box.width, box.y + 0.9 * box.height);
    const network = card(page, 'Chosen network');
    await network.getByText('m = 256, α = 0.5', { exact: true }).waitFor();
    expect(await network.locator('tr.nearest').innerText()).toContain('Mean field');
    await page.mouse.click(box.x + 0.9 * box.width, box.y + 0.9 * box.height);
    await page.mouse.move(0, 0);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await network.getByRole('link', { name: 'Open this run', exact: true }).click();
    await page.getByRole('region', { name: 'Function', exact: true }).waitFor();
    expect(await page.evaluate(() => location.hash)).toMatch(/width=256&.*alpha=0\.5/);
    expect(offences).toEqual([]);
    await context.close();
  });

  it('the dot moves the experiment and not the plane; zooming in computes the window, Back leads out', async () => {
    const { page, context, computed, setup, plane } = await open();
    await computed(9);
    const dot = plane.getByRole('slider', { name: 'Present network', exact: true });
    await dot.focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await page.waitForFunction(() => /[#&]width=\d+/.test(location.hash) && /[#&]alpha=/.test(location.hash));
    expect(await setup.getByText('9 networks computed', { exact: true }).isVisible()).toBe(true);

    await plane.getByRole('group', { name: /arrow keys/ }).focus();
    await page.keyboard.press('+');
    await page.waitForFunction(() => location.hash.includes('regimes.widthFrom='));
    await computed(9);
    const from = Number(/regimes\.widthFrom=(\d+)/.exec(await page.evaluate(() => location.hash))![1]);
    expect(from).toBeGreaterThan(16);
    await page.goBack();
    await page.waitForFunction(() => !location.hash.includes('regimes.widthFrom='));
    await computed(9);
    await context.close();
  });

  it('the dot stays under the pointer that drags it, and the experiment follows: one entry of the history', async () => {
    const { page, context, offences, computed, plane } = await open();
    await computed(9);
    const dot = plane.getByRole('slider', { name: 'Present network', exact: true });
    const centre = async (): Promise<[number, number]> => {
      const { x, y, width, height } = (await dot.boundingBox())!;
      return [x + width / 2, y + height / 2];
    };
    const before = await page.evaluate(() => location.hash);
    const [x, y] = await centre();
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (const [dx, dy] of [
      [4, 3],
      [-30, 20],
      [-60, 50],
    ]) {
      await page.mouse.move(x + dx, y + dy, { steps: 4 });
      // The plot is drawn at the next paint, and the page's cards after it.
      await page.waitForFunction(
        ([px, py]) => {
          const { left, top, width, height } = document
            .querySelector('[role=slider][aria-label="Present network"]')!
            .getBoundingClientRect();
          return Math.hypot(left + width / 2 - px, top + height / 2 - py) < 3;
        },
        [x + dx, y + dy],
      );
    }
    await page.mouse.up();
    await page.waitForFunction(() => /[#&]width=\d+/.test(location.hash) && /[#&]alpha=/.test(location.hash));
    expect(await dot.evaluate((node) => node === document.activeElement)).toBe(true);
    await page.goBack();
    await page.waitForFunction((hash) => location.hash === hash, before);
    expect(offences).toEqual([]);
    await context.close();
  });

  it('shows where steps are too large: networks diverge beyond the limit of their kernel', async () => {
    const { page, context, computed, setup } = await open(
      `${small.replace('horizon=12', 'horizon=200')}&optimizer=gd&activation=relu`,
    );
    await setup.getByRole('combobox', { name: 'Plane', exact: true }).selectOption('rate-alpha');
    await computed(9);
    await page
      .getByText(/networks? diverged/)
      .first()
      .waitFor();
    const rows = (await dataTable(page, 'Plane of regimes')).slice(1);
    // λ_max of this kernel is 0.7: η = 1 lies below 2/λ_max, η = 20 beyond all bounds.
    const ended = rows.filter(([, , what]) => what === 'network diverged').map(([rate]) => rate);
    expect(ended).toEqual(['20.00', '20.00', '20.00']);
    expect(rows.filter(([rate]) => rate === '1.000')).toHaveLength(3);
    await context.close();
  });

  it('refuses a plane that there is not, and cuts one of a million runs', async () => {
    const { page, context, setup, computed } = await open('#v=1&tab=regimes&preset=jacot');
    await setup
      .getByRole('alert')
      .getByText(/Choose the parametrisation NTK/)
      .waitFor();
    await page.evaluate(
      (hash) => (location.hash = hash),
      `${small}&regimes.cells=1000`.replace('regimes.cells=3&', ''),
    );
    await page
      .getByRole('alert')
      .getByText(/regimes\.cells must be .*got 1000; using 48/)
      .waitFor();
    await setup.getByRole('textbox', { name: 'Cells along each axis' }).fill('2');
    await page.keyboard.press('Enter');
    await computed(4);
    await context.close();
  });

  it.each(['light', 'dark'] as const)('has no barrier, %s', async (colorScheme) => {
    const { page, context, computed } = await open(small.replace('cells=3', 'cells=2'), { colorScheme });
    await computed(4);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
    await context.close();
  });
});
