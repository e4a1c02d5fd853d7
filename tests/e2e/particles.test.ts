import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { card as region, csvDownload, dataTable, openSite, settled, visit, type Site } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const small =
  '#v=1&tab=particles&alpha=1&n=4&horizon=10&width=64&predictors=nn&particles.count=1024&particles.grid=32';
const frozen = `${small}&outputLaw=signs&trained=hidden&sigmaB=0`;

/** All moments of the particles are there. */
async function computed(page: Page): Promise<void> {
  await page.getByText(/^At t = .* the neurons have moved/).waitFor({ timeout: 30_000 });
  await page.getByRole('progressbar', { name: 'Particles computed' }).waitFor({ state: 'detached' });
}

async function at(page: Page, t: number): Promise<void> {
  await page.evaluate(
    (time) => (location.hash = location.hash.replace(/&time=[^&]*/, '') + `&time=${time}`),
    t,
  );
  await settled(page);
}

it('shows particles, functions, densities and dissipation, each with its numbers', async () => {
  const { page, context, offences } = await visit(site, frozen);
  await computed(page);
  await at(page, 10);
  // A table shows 400 rows; the file has all of them.
  expect(await dataTable(page, 'Particles')).toHaveLength(1 + 400);
  // The density is compared once it has come to the playhead.
  await page.getByText(/Particles and density differ by/).waitFor({ timeout: 30_000 });
  const functions = await dataTable(page, 'Function');
  expect(new Set(functions.slice(1).map(([series]) => series))).toEqual(
    new Set(['network', 'particles', 'density (PDE)']),
  );
  await expect.poll(async () => (await dataTable(page, 'Density ρ₊')).length).toBeGreaterThan(1 + 100);
  const [, ...cells] = await csvDownload(page, 'Density ρ₋');
  // Cells of width h: the sum of ρ h² over the plane is 1, but for what is too faint to be drawn.
  const values = cells.map(([x, , rho]) => ({ x: Number(x), rho: Number(rho) }));
  const h = values[1].x - values[0].x;
  expect(Math.abs(values.reduce((sum, { rho }) => sum + rho * h * h, 0) - 1)).toBeLessThan(0.01);
  const lead = await page.locator('.lead').innerText();
  expect(lead).toMatch(/Particles and density differ by/);
  expect(lead).toMatch(/The energy falls as FDZ eq. 22 says/);
  expect(offences).toEqual([]);
  await context.close();
});

it('the particles follow the playhead', async () => {
  const { page, context } = await visit(site, small);
  await computed(page);
  await at(page, 0.01);
  const early = await dataTable(page, 'Particles');
  await at(page, 10);
  const late = await dataTable(page, 'Particles');
  expect(late).not.toEqual(early);
  await context.close();
});

it('says why a network has no density, and offers one that has', async () => {
  const { page, context, offences } = await visit(site, small);
  await computed(page);
  const density = region(page, 'Density');
  await density.getByText(/Output law must be .*got Gaussian; use/).waitFor();
  await density.getByRole('button', { name: 'Take a network that has one' }).click();
  await region(page, 'Density ρ₊').waitFor();
  await page.waitForFunction(() => location.hash.includes('outputLaw=signs'));
  expect(offences).toEqual([]);
  await context.close();
});

it('measures the slope of the squared error, and keeps its settings in the link', async () => {
  const { page, context, offences } = await visit(site, small);
  await computed(page);
  await page.getByRole('combobox', { name: 'Plane' }).selectOption('output');
  await page.waitForFunction(() => location.hash.includes('particles.plane=output'));
  const chaos = region(page, 'Propagation of chaos');
  await chaos.getByRole('button', { name: 'Measure', exact: true }).click();
  await chaos.getByRole('button', { name: 'Measure', exact: true }).waitFor({ timeout: 60_000 });
  const reading = await chaos.locator('.reading').innerText();
  const slopes = [...reading.matchAll(/[−-](\d\.\d+) ±/g)].map(([, slope]) => -Number(slope));
  expect(slopes.length).toBe(3);
  for (const slope of slopes) expect(Math.abs(slope + 1)).toBeLessThan(0.3);
  expect(offences).toEqual([]);
  await context.close();
});

it.each(['light', 'dark'] as const)('has no accessibility violation in %s', async (colorScheme) => {
  const { page, context } = await visit(site, frozen, { colorScheme });
  await computed(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
  await context.close();
});
