import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSite, settled, visit, type Site } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const quick = '#v=1&particles=1024';

it.each([
  ['light', 1440],
  ['dark', 1440],
  ['light', 375],
  ['dark', 375],
] as const)('has no accessibility violation in %s at %i px', async (colorScheme, width) => {
  const { page, context } = await visit(site, quick, { colorScheme, width });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(' ')).join(', ')}`);
  expect(told).toEqual([]);
  await context.close();
});

it('never scrolls sideways on a phone', async () => {
  const { page, context } = await visit(site, quick, { width: 375, height: 800 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await context.close();
});

it('is operated by keyboard alone: a predictor off, a time chosen, a slider moved', async () => {
  const { page, context, offences } = await visit(site, quick);
  const focusedName = () =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    });
  const tabTo = async (test: (name: string) => boolean) => {
    for (let i = 0; i < 120; i++) {
      await page.keyboard.press('Tab');
      // A note that opens on focus must not take the next Tab for itself.
      expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
      if (test(await focusedName())) return;
    }
    throw new Error('not reachable by Tab');
  };
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await tabTo((name) => name.startsWith('Linearised'));
  await page.keyboard.press('Space');
  const chip = page.getByRole('button', { name: /^Linearised/ }).first();
  expect(await chip.getAttribute('aria-pressed')).toBe('false');
  await settled(page);
  const time = page.getByRole('slider', { name: 'Time', exact: true });
  await time.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  const width = page.getByRole('slider', { name: 'Width', exact: true });
  await width.focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => location.hash.includes('width='));
  await settled(page);
  // A card alone on the screen: the keyboard goes to what is seen, the legend stays, and the letters are larger.
  const loss = page.getByRole('button', { name: 'Enlarge Loss' });
  const letters = () =>
    page.evaluate(
      () =>
        document.querySelector('.card:has([aria-label="Enlarge Loss"]) h2')!.getBoundingClientRect().height,
    );
  const before = await letters();
  await loss.focus();
  await page.keyboard.press('Enter');
  expect(await letters()).toBeGreaterThan(1.3 * before);
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    const covered = await page.evaluate(
      () => document.activeElement?.closest('.panel, .card:not(.enlarged)') !== null,
    );
    expect(covered).toBe(false);
  }
  await chip.click();
  expect(await chip.getAttribute('aria-pressed')).toBe('true');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  expect(await page.locator('[inert]').count()).toBe(0);
  expect(offences).toEqual([]);
  await context.close();
});

it('prints in the colours and at the size of paper, whatever the screen has', async () => {
  const { page, context } = await visit(site, quick, { colorScheme: 'dark', width: 1920 });
  const widest = () =>
    page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll('.plot > svg')].map((svg) => svg.getBoundingClientRect().right),
      ),
    );
  expect(await widest()).toBeGreaterThan(1800);
  const bytes = await page.pdf({ format: 'A4' });
  // Eight cards, two a row: a third sheet would be an empty one.
  expect(bytes.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  expect(await theme()).toBe('light');
  expect(await widest()).toBeLessThan(940);
  // The first cell of the first map, near the largest entry: the brown of the light scale, where the dark one is pale.
  const first = await page
    .locator('.heat-map rect')
    .first()
    .evaluate((cell) => Number(/rgb\((\d+)/.exec(getComputedStyle(cell).fill)?.[1]));
  expect(first).toBeLessThan(128);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  expect(await theme()).toBe('dark');
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.plot > svg')].some((svg) => svg.getBoundingClientRect().right > 1800),
  );
  await context.close();
});
