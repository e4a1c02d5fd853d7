import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataTable, openSite, settled, visit, type Site } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const quick = '#v=1&particles=1024';

it('plays, pauses, scrubs and resets without computing anew', async () => {
  const { page, context, offences } = await visit(site, quick);
  const before = await dataTable(page, 'Loss');
  const time = page.getByRole('slider', { name: 'Time', exact: true });
  const now = async () => Number((await time.getAttribute('aria-valuenow')) ?? (await time.inputValue()));
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.waitForTimeout(600);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  const paused = await now();
  expect(paused).toBeGreaterThan(0);
  await page.waitForTimeout(300);
  expect(await now()).toBe(paused);
  await time.focus();
  await page.keyboard.press('End');
  expect(await now()).toBeGreaterThan(paused);
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  expect(await now()).toBe(0);
  expect(await dataTable(page, 'Loss')).toEqual(before);
  expect(offences).toEqual([]);
  await context.close();
});

it('draws another network when reseeded, and the same one when the seed comes back', async () => {
  const { page, context } = await visit(site, quick);
  const seed = page.getByRole('textbox', { name: 'Seed', exact: true });
  const first = await seed.inputValue();
  const before = await dataTable(page, 'Loss');
  await page.getByRole('button', { name: 'Reseed', exact: true }).click();
  await page.waitForFunction(() => location.hash.includes('seed='));
  await settled(page);
  expect(await seed.inputValue()).not.toBe(first);
  expect(await dataTable(page, 'Loss')).not.toEqual(before);
  await seed.fill(first);
  await seed.press('Enter');
  await page.waitForFunction(() => !location.hash.includes('seed='));
  await settled(page);
  expect(await dataTable(page, 'Loss')).toEqual(before);
  await context.close();
});

it('stops a divergent run with the step, the reason and the remedy, and keeps what came before', async () => {
  const { page, context, offences } = await visit(
    site,
    '#v=1&optimizer=gd&lr=40&horizon=60000&predictors=nn',
  );
  const alert = page.getByRole('alert');
  await alert.filter({ hasText: /diverged/i }).waitFor();
  expect(await alert.textContent()).toMatch(/step \d+.*learning rate/is);
  const rows = await dataTable(page, 'Loss');
  expect(rows.length).toBeGreaterThan(1);
  expect(offences).toEqual([]);
  await context.close();
});

it('ends a truncated hierarchy that blows up with its time, while the others go on', async () => {
  const { page, context } = await visit(site, '#v=1&width=32&predictors=nn,linearised,nth4');
  const verdict = page.getByRole('region', { name: 'Verdict', exact: true });
  await page.getByRole('slider', { name: 'Time', exact: true }).focus();
  await page.keyboard.press('End');
  const rows = await dataTable(page, 'Prediction error');
  const column = rows[0].findIndex((cell) => cell.startsWith('NTH p = 4'));
  const last = rows[rows.length - 1];
  expect(Number(last[0])).toBeCloseTo(60, 6);
  expect(Number.isFinite(Number(last[rows[0].findIndex((cell) => cell.startsWith('Linearised'))]))).toBe(
    true,
  );
  // LOOK: at width 32 and α = √m, p = 4 blows up near t = 44.
  const known = rows.slice(1).filter((row) => row[column] !== '' && Number.isFinite(Number(row[column])));
  expect(Number(known[known.length - 1][0])).toBeGreaterThan(35);
  expect(Number(known[known.length - 1][0])).toBeLessThan(50);
  expect(await verdict.textContent()).toContain('NTH p = 4');
  await context.close();
});
