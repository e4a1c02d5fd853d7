import { afterAll, beforeAll, expect, it } from 'vitest';
import { card, dataTable, openSite, settled, tableRows, type Site, visit } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

it('carries a run to a second page, number for number', async () => {
  const first = await visit(site, '#v=1&width=48&seed=9&particles=1024&horizon=20');
  await first.page.getByRole('button', { name: 'Share', exact: true }).click();
  const link = await first.page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain('width=48');
  const here = await dataTable(first.page, 'Loss');
  const second = await visit(site, new URL(link).hash);
  expect(await dataTable(second.page, 'Loss')).toEqual(here);
  expect(here.length).toBeGreaterThan(20);
  await first.context.close();
  await second.context.close();
});

it('carries the moment: playhead, lab, chosen quantity, and the same verdict character for character', async () => {
  const first = await visit(site, '#v=1&width=48&seed=9&alpha=2&particles=1024&horizon=20&time=7');
  await first.page.getByRole('combobox', { name: 'Drift measure' }).selectOption('inflation');
  const scaleOfLoss = (page: typeof first.page) =>
    card(page, 'Loss').getByRole('button', { name: 'Logarithmic vertical axis', exact: true });
  await scaleOfLoss(first.page).click();
  await first.page.getByRole('slider', { name: 'Time', exact: true }).press('ArrowRight');
  await first.page.waitForFunction(() => !/time=7(&|$)/.test(location.hash));
  const state = async ({ page }: typeof first) => {
    const rows = await tableRows(card(page, 'Verdict').getByRole('table'));
    return {
      // The cost in milliseconds is of the machine, not of the link.
      verdict: rows.map((cells) => cells.filter((_, i) => rows[0][i] !== 'cost')),
      clock: await page.locator('.clock').textContent(),
      measure: await page.getByRole('combobox', { name: 'Drift measure' }).inputValue(),
      logarithmic: await scaleOfLoss(page).getAttribute('aria-pressed'),
    };
  };
  const here = await state(first);
  expect(here.verdict.length).toBeGreaterThan(5);
  expect(here.logarithmic).toBe('false');
  const second = await visit(site, new URL(first.page.url()).hash);
  expect(await state(second)).toEqual(here);
  await first.context.close();
  await second.context.close();
});

it('gives the same numbers after a reload', async () => {
  const { page, context } = await visit(site, '#v=1&width=40&seed=5&particles=1024');
  const before = await dataTable(page, 'Prediction error');
  await page.reload();
  await settled(page);
  expect(await dataTable(page, 'Prediction error')).toEqual(before);
  await context.close();
});

it('reports everything wrong with a mangled link, and obeys the rest', async () => {
  const { page, context, offences } = await visit(
    site,
    '#v=1&width=0&depth=two&activation=<img src=x onerror=alert(1)>&colour=red&seed=7&particles=1024',
  );
  const alert = page.getByRole('alert');
  for (const name of ['width', 'depth', 'activation', 'colour']) {
    await alert.filter({ hasText: new RegExp(name, 'i') }).waitFor();
  }
  expect(await page.getByRole('textbox', { name: 'Width', exact: true }).inputValue()).toBe('1');
  expect(await page.getByRole('textbox', { name: 'Seed', exact: true }).inputValue()).toBe('7');
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(offences).toEqual([]);
  await context.close();
});

it('leaves the history of a page that frames it alone, and still undoes', async () => {
  const context = await site.browser.newContext({
    viewport: { width: 1000, height: 800 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const host = `${site.url}host.html`;
  await page.route(host, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<iframe width="900" height="700" src="/#v=1&width=32&predictors=nn"></iframe>`,
    }),
  );
  await page.goto(`${site.url}mathematics.html`);
  await page.goto(host);
  const lab = page.frameLocator('iframe');
  await lab.locator('main[aria-busy="false"]').waitFor({ timeout: 60_000 });
  const width = lab.getByRole('textbox', { name: 'Width', exact: true });
  const entries = await page.evaluate(() => history.length);
  for (const value of ['48', '64']) {
    await width.fill(value);
    await width.press('Enter');
    await expect.poll(() => width.inputValue()).toBe(value);
  }
  expect(await page.evaluate(() => history.length)).toBe(entries);
  await lab.getByRole('button', { name: 'Reset', exact: true }).focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => width.inputValue()).toBe('48');
  await page.goBack();
  expect(page.url()).toBe(`${site.url}mathematics.html`);
  await context.close();
});
