/** What the page says of itself at a moment: undo, embedding, notes, stale sweeps, and parts that are gone from the server. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { card, openSite, settled, settledAt, visit, type Site } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const quick = '#v=1&width=16&predictors=nn,ntk&horizon=10';

it('undo goes back to the first entry and no further', async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.goto('data:text/html,elsewhere');
  await page.goto(site.url + quick);
  await settled(page);
  await page.getByRole('textbox', { name: 'Width', exact: true }).fill('20');
  await page.getByRole('textbox', { name: 'Width', exact: true }).press('Enter');
  await settledAt(page, 'width=20');
  await page.locator('main').focus();
  await page.keyboard.press('Control+z');
  await settledAt(page, 'width=16');
  for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
  await page.waitForTimeout(300);
  expect(page.url()).toContain(site.url);
  await page.keyboard.press('Control+Shift+z');
  await settledAt(page, 'width=20');
  await context.close();
});

it('explains chips and columns, and names the moment that kernel maps show', async () => {
  const { page, context } = await visit(site, `${quick}&time=8.21`);
  await page.getByRole('button', { name: 'NTK, m = ∞', exact: true }).first().focus();
  const note = page.getByRole('tooltip');
  await note.getByText('the infinitely wide network in its tangent-kernel limit').waitFor();
  await note.getByText('JGH Theorems 1 and 2').waitFor();
  await page.getByRole('button', { name: 'within 5 % of the output until' }).focus();
  await note.getByText(/5 % of the largest RMS output/).waitFor();
  const reading = await card(page, 'Tangent kernel').locator('.reading').textContent();
  const shown = Number(/recorded time t = ([\d.]+)/.exec(reading ?? '')?.[1]);
  expect(shown).toBeGreaterThan(7);
  expect(shown).toBeLessThanOrEqual(8.21);
  await card(page, 'Tangent kernel').getByRole('button', { name: 'Download Tangent kernel' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    card(page, 'Tangent kernel').getByRole('button', { name: 'Numbers, CSV', exact: true }).click(),
  ]);
  expect(Number(/-t([\d.]+)\.csv$/.exec(download.suggestedFilename())?.[1])).toBeCloseTo(shown, 1);
  await context.close();
});

it('says why plots of very large steps are empty', async () => {
  const { page, context } = await visit(
    site,
    '#v=1&activation=cube&optimizer=gd&lr=50&width=16&predictors=nn',
  );
  await card(page, 'Loss')
    .getByText(/Take a smaller learning rate/)
    .waitFor();
  await context.close();
});

it('marks a finished sweep whose configuration has changed', async () => {
  const { page, context } = await visit(
    site,
    '#v=1&tab=sweep&alpha=4&horizon=2&sweep.axes=width=8,16;seed=0:1&sweep.out=drift',
    { settle: false },
  );
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('4 runs done').waitFor({ timeout: 60_000 });
  expect(await page.locator('.computed-at').count()).toBe(0);
  await page.evaluate(() => (location.hash = location.hash.replace('alpha=4', 'alpha=1')));
  await page.locator('.computed-at').getByText('computed at α = 4').waitFor();
  expect(await page.locator('.results.stale').count()).toBe(1);
  await context.close();
});

it('offers to reload where a part of the page is gone from the server', async () => {
  const { page, context } = await visit(site, quick, { settle: false });
  // Before they are fetched ahead of time, some seconds after the first run.
  await context.route(/Help.*\.js|fileName.*\.js/, (route) => route.abort());
  await context.route(/SweepLab.*\.js/, (route) => route.fulfill({ status: 404, body: '' }));
  await page.getByRole('link', { name: 'Sweep', exact: true }).click();
  await page.getByText(/a newer version of the page has been published/).waitFor();
  // Parts that are no labs: the page stays, and says so.
  await page.getByRole('link', { name: 'Lab', exact: true }).click();
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await page.getByText(/^Help could not be loaded/).waitFor();
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: /^Download / })
    .first()
    .click();
  await page.getByRole('button', { name: 'Numbers, CSV', exact: true }).first().click();
  await page
    .getByRole('alert')
    .getByText(/^A part of the page could not be loaded/)
    .waitFor();
  await page.getByRole('link', { name: 'Sweep', exact: true }).click();
  const reload = page.getByRole('button', { name: 'Reload', exact: true });
  await reload.waitFor();
  await context.unroute(/SweepLab.*\.js/);
  await reload.click();
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  await context.close();
});

it('draws no mark at no place, where there once were some', async () => {
  for (const hash of [
    '#v=1&activation=linear&sigmaW=10&sigmaA=10&optimizer=momentum&horizon=0.0312&particles=64',
    '#v=1&dataset=teacher&d=64&activation=cube&width=2&particles=64&horizon=5',
  ]) {
    const { page, context, offences } = await visit(site, hash);
    const wrong = await page
      .locator('main')
      .evaluate((main) => /NaN|Infinity|undefined/.exec(main.innerHTML)?.[0]);
    expect(wrong ?? null).toBeNull();
    expect(offences).toEqual([]);
    await context.close();
  }
});
