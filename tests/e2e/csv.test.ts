import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { printedNumber } from './printedNumber';
import { csvDownload, dataTable, openSite, settledAt, visit, type Site } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const quick = '#v=1&particles=256&predictors=nn,linearised';
const quickParts = ['particles=256', 'predictors=nn,linearised', 'v=1'];

/** What the address says of the experiment, in any order and at any moment of its run. */
async function experimentIn(page: Page): Promise<string[]> {
  const hash = await page.evaluate(() => location.hash.slice(1));
  return hash
    .split('&')
    .filter((part) => !part.startsWith('time='))
    .sort();
}

it('names the line and the column of what is wrong in pasted points, and loses nothing else', async () => {
  const { page, context, offences } = await visit(site, quick);
  const before = await dataTable(page, 'Loss');
  await page.getByRole('button', { name: /paste CSV/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Points', exact: true });
  const text = dialog.getByRole('textbox', { name: 'Points as CSV', exact: true });
  const pasted = 'x1,x2,y\n1,0,0.5\n0,abc,1\n-1,0,-0.5\n0,-1,0.25\n';
  await text.fill(pasted);
  await dialog.getByRole('button', { name: 'Use these points', exact: true }).click();
  const problem = dialog.getByText(/line 3, column 2/);
  await problem.waitFor();
  expect(await problem.textContent()).toContain('abc');
  expect(await text.inputValue()).toBe(pasted);
  expect(await experimentIn(page)).toEqual(quickParts);
  await dialog.getByRole('button', { name: 'Use the lines that are right', exact: true }).click();
  await settledAt(page, 'dataset=points');
  expect(await page.getByText('n = 3, d = 2').count()).toBe(1);
  expect(await dataTable(page, 'Loss')).not.toEqual(before);
  await page.goBack();
  await expect.poll(() => experimentIn(page)).toEqual(quickParts);
  expect(offences).toEqual([]);
  await context.close();
});

it('saves what the data table shows, in full precision', async () => {
  const { page, context, offences } = await visit(site, quick);
  const [head, ...rows] = await csvDownload(page, 'Loss');
  const [shownHead, ...shown] = await dataTable(page, 'Loss');
  expect(head).toEqual(shownHead);
  expect(rows.length).toBeGreaterThan(20);
  expect(shown).toHaveLength(rows.length);
  shown.forEach((row, i) =>
    row.forEach((cell, j) => {
      const exact = Number(rows[i][j]);
      // The table prints four significant digits: half a unit of the fourth.
      expect(Math.abs(printedNumber(cell) - exact)).toBeLessThanOrEqual(5.1e-4 * Math.abs(exact));
    }),
  );
  // Some number must have more digits than the table shows.
  expect(rows.flat().some((cell) => cell.replace(/e.*/, '').length > 12)).toBe(true);
  expect(offences).toEqual([]);
  await context.close();
});
