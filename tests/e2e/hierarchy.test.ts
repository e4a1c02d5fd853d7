import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { card as region, dataTable, openSite, settled, visit, type Site } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const small = '#v=1&tab=hierarchy&width=32&depth=2&n=4&horizon=10&predictors=nn,linearised,nth3,nth4';

/** The kernels at the playhead are there. */
async function analysed(page: Page): Promise<void> {
  await page.getByText(/^Kernels at t = /).waitFor({ timeout: 20_000 });
}

it('has every view, each with its numbers', async () => {
  const { page, context, offences } = await visit(site, small);
  await analysed(page);
  const rows: Record<string, number> = {
    Truncation: 50,
    'Horizon of validity': 3,
    'Hierarchy kernels': 4,
    'Kernel slices': 64,
    'Predicted kernel': 16,
    Identity: 48,
    Layers: 16,
    'Kernel entries': 24,
    'Discrete time': 4,
  };
  for (const [card, least] of Object.entries(rows)) {
    const table = await dataTable(page, card);
    expect([card, table.length - 1 >= least]).toEqual([card, true]);
  }
  await expect.poll(() => region(page, 'Theorems').getByRole('article').count()).toBe(4);
  const identity = await region(page, 'Identity').locator('.reading').innerText();
  // Printed as "… relative difference 8.5 × 10-12", the exponent raised.
  expect(identity.replace(/\s/g, '')).toMatch(/difference\d\.\d×10[−-]\d+$/);
  expect(offences).toEqual([]);
  await context.close();
});

it('goes up to order 5 on demand, and a layer can be left out', async () => {
  const { page, context, offences } = await visit(site, small);
  await page.getByRole('button', { name: 'r ≤ 5', exact: true }).click();
  await page.getByRole('button', { name: 'Compute kernels', exact: true }).click();
  await page.getByText(/up to order 5 in/).waitFor({ timeout: 20_000 });
  const magnitudes = await dataTable(page, 'Hierarchy kernels');
  expect(magnitudes).toHaveLength(1 + 8);
  const slices = await dataTable(page, 'Kernel slices');
  await region(page, 'Layers').getByRole('checkbox', { name: 'Layer 1', exact: true }).click();
  expect(await dataTable(page, 'Kernel slices')).not.toEqual(slices);
  await region(page, 'Layers').getByRole('checkbox', { name: 'Layer 1', exact: true }).click();
  expect(await dataTable(page, 'Kernel slices')).toEqual(slices);
  expect(offences).toEqual([]);
  await context.close();
});

it('moves the expansion point by typing and by keys, and the address follows', async () => {
  const { page, context, offences } = await visit(site, small);
  const card = region(page, 'Horizon of validity');
  const entry = card.getByRole('textbox', { name: 'Expansion point', exact: true });
  await entry.fill('2');
  await entry.press('Enter');
  await page.waitForFunction(() => location.hash.includes('expansion=2'));
  await settled(page);
  const [, ...rows] = await dataTable(page, 'Horizon of validity');
  for (const [, expansion] of rows) expect(Number(expansion)).toBe(2);
  await card.getByRole('slider', { name: 'Expansion point', exact: true }).press('ArrowRight');
  await page.waitForFunction(() => location.hash.includes('expansion=2.1'));
  await settled(page);
  const tolerance = card.getByRole('slider', { name: 'Tolerance', exact: true });
  await tolerance.press('Home');
  const strict = await dataTable(page, 'Horizon of validity');
  await tolerance.press('End');
  expect(await dataTable(page, 'Horizon of validity')).not.toEqual(strict);
  expect(offences).toEqual([]);
  await context.close();
});

it('separates four discrepancies, and looks at smaller steps', async () => {
  const { page, context, offences } = await visit(site, small);
  await analysed(page);
  await region(page, 'Discrepancies').getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByText(/float32 is simulated/).waitFor({ timeout: 30_000 });
  const bars = await dataTable(page, 'Discrepancies');
  expect(bars.slice(1).map(([name]) => name.replace(/ (η|at).*/, ''))).toEqual([
    'finite width',
    'step size',
    'truncation',
    'float32',
  ]);
  const before = await dataTable(page, 'Discrete time');
  await region(page, 'Discrete time')
    .getByRole('slider', { name: 'Step size', exact: true })
    .press('ArrowLeft');
  expect(await dataTable(page, 'Discrete time')).not.toEqual(before);
  expect(offences).toEqual([]);
  await context.close();
});

it('refuses what needs more than 1 GB, with the estimate, and goes on', async () => {
  const { page, context } = await visit(site, '#v=1&tab=hierarchy&n=48&horizon=1&predictors=nn');
  await page.getByRole('button', { name: 'r ≤ 5', exact: true }).click();
  await page.getByRole('button', { name: 'Compute kernels', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: /GB/ }).waitFor({ timeout: 20_000 });
  await page.getByRole('button', { name: 'r ≤ 3', exact: true }).click();
  await page.getByRole('button', { name: 'Compute kernels', exact: true }).click();
  await analysed(page);
  await context.close();
});

it('cancels what is being computed', async () => {
  const { page, context } = await visit(
    site,
    '#v=1&tab=hierarchy&width=512&depth=3&n=16&horizon=1&predictors=nn',
  );
  await page.getByRole('button', { name: 'r ≤ 4', exact: true }).click();
  await page.getByRole('button', { name: 'Compute kernels', exact: true }).click();
  const cancel = page.getByRole('button', { name: 'Cancel', exact: true });
  await cancel.waitFor();
  await cancel.click();
  await cancel.waitFor({ state: 'detached' });
  await context.close();
});

it('says whether an experiment’s claim is seen', async () => {
  const { page, context, offences } = await visit(site);
  await page.getByRole('button', { name: /6 points, circle/ }).click();
  await page.getByRole('link', { name: /^HY3/ }).click();
  await settled(page);
  const card = region(page, 'Experiment');
  await card.getByText('Not computed yet.', { exact: true }).waitFor();
  // The playhead's moment is the address's own business.
  const address = page.url().replace(/&time=[^&]*/, '');
  // A long one is cancelled, and goes on from the rows that it has.
  await card.getByRole('button', { name: 'Run it', exact: true }).click();
  await card.getByRole('progressbar', { name: 'Progress of HY3' }).waitFor();
  await card.getByRole('button', { name: 'Cancel', exact: true }).click();
  await card.getByText(/^Cancelled/).waitFor();
  await card.getByRole('combobox', { name: 'Experiment' }).selectOption('HY6');
  await card.getByRole('button', { name: 'Run it', exact: true }).click();
  await card.getByText('Seen:', { exact: true }).waitFor({ timeout: 20_000 });
  await card.getByText('Numbers', { exact: true }).click();
  await card.getByRole('row', { name: /^exponent 2/ }).waitFor();
  const { violations } = await new AxeBuilder({ page }).include('.claim').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
  // Nothing of this changed what the page shows.
  expect(page.url().replace(/&time=[^&]*/, '')).toBe(address);
  expect(offences).toEqual([]);
  await context.close();
});

it.each(['light', 'dark'] as const)('has no accessibility violation in %s', async (colorScheme) => {
  const { page, context } = await visit(site, small, { colorScheme });
  await analysed(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
  await context.close();
});
