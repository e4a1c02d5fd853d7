import { afterAll, beforeAll, expect, it } from 'vitest';
import { printedNumber } from './printedNumber';
import { card, dataTable, enter, openSite, settled, settledAt, tableRows, visit, type Site } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const quick = '#v=1&particles=256&predictors=nn,linearised';

it('plays, pauses, scrubs and resets without computing anew', async () => {
  const { page, context, offences } = await visit(site, quick);
  const before = await dataTable(page, 'Loss');
  const time = page.getByRole('slider', { name: 'Time', exact: true });
  const now = async () => Number(await time.inputValue());
  const told = () => time.getAttribute('aria-valuetext');
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  expect(await told()).toBe('t = 0 of 60');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(now).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  const paused = await now();
  expect(paused).toBeGreaterThan(0);
  await page.waitForTimeout(200);
  expect(await now()).toBe(paused);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  expect(await now()).toBeGreaterThan(paused);
  await time.focus();
  await page.keyboard.press('End');
  await expect.poll(told).toBe('t = 60 of 60');
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await expect.poll(now).toBe(0);
  // With the focus on the button that was clicked: both ends.
  await page.keyboard.press('End');
  await expect.poll(told).toBe('t = 60 of 60');
  await page.keyboard.press('Home');
  await expect.poll(now).toBe(0);
  expect(await page.locator('main').getAttribute('aria-busy')).toBe('false');
  expect(await dataTable(page, 'Loss')).toEqual(before);
  expect(offences).toEqual([]);
  await context.close();
});

it('draws another network when reseeded, and the same one when the seed comes back', async () => {
  const { page, context, offences } = await visit(site, quick);
  const seed = page.getByRole('textbox', { name: 'Seed', exact: true });
  const first = await seed.inputValue();
  const before = await dataTable(page, 'Loss');
  await page.getByRole('button', { name: 'Reseed', exact: true }).click();
  await settledAt(page, 'seed=');
  expect(await seed.inputValue()).not.toBe(first);
  expect(await dataTable(page, 'Loss')).not.toEqual(before);
  await enter(page, 'Seed', first);
  await page.waitForFunction(() => !location.hash.includes('seed='));
  await settled(page);
  expect(await dataTable(page, 'Loss')).toEqual(before);
  expect(offences).toEqual([]);
  await context.close();
});

it('stops a divergent run with the step, the reason and the remedy, and keeps what came before', async () => {
  // Far beyond 2/λ_max: the loss grows by a constant factor per step until it overflows.
  const { page, context, offences } = await visit(
    site,
    '#v=1&activation=relu&optimizer=gd&lr=40&horizon=60000&predictors=nn',
  );
  const alert = page.getByRole('alert').filter({ hasText: /diverged/i });
  await alert.waitFor();
  expect(await alert.textContent()).toMatch(/step \d+.*learning rate.*below 2\/λ_max/is);
  const [head, ...rows] = await dataTable(page, 'Loss');
  const losses = rows.map((row) => printedNumber(row[head.indexOf('Network')])).filter(Number.isFinite);
  expect(losses.length).toBeGreaterThan(1);
  expect(losses[losses.length - 1]).toBeGreaterThan(losses[0]);
  expect(offences).toEqual([]);
  // The limit stands beside the learning rate, and the alert goes away when it is obeyed.
  const limit = await page.getByText(/beyond the learning-rate limit/).textContent();
  const bound = printedNumber(/limit (.*)$/.exec(limit ?? '')?.[1] ?? '');
  expect(bound).toBeLessThan(40);
  await enter(page, 'Learning rate', String(bound / 2));
  await enter(page, 'Horizon', '20');
  await settledAt(page, 'horizon=20');
  expect(await alert.count()).toBe(0);
  await context.close();
});

it('ends a truncated hierarchy that blows up with its time, while the others go on', async () => {
  const { page, context } = await visit(site, '#v=1&width=32&predictors=nn,linearised,nth4');
  await page.getByRole('slider', { name: 'Time', exact: true }).focus();
  await page.keyboard.press('End');
  const [head, ...rows] = await dataTable(page, 'Prediction error');
  const column = (name: string) => head.findIndex((cell) => cell.startsWith(name));
  const last = rows[rows.length - 1];
  expect(printedNumber(last[0])).toBe(60);
  expect(printedNumber(last[column('Linearised')])).toBeGreaterThan(0);
  // LOOK: at width 32 and α = √m, p = 4 blows up near t = 44.
  const known = rows.filter((row) => Number.isFinite(printedNumber(row[column('NTH p = 4')])));
  const end = printedNumber(known[known.length - 1][0]);
  expect(end).toBeGreaterThan(38);
  expect(end).toBeLessThan(48);
  const verdict = await tableRows(card(page, 'Verdict').getByRole('table'));
  expect(verdict.find(([name]) => name === 'NTH p = 4')?.join(' ')).toMatch(/t = 4\d/);
  await context.close();
});
