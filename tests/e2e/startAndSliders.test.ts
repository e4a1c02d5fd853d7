import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataTable, openSite, settled, visit, type Site } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const cards = [
  'Function',
  'Prediction error',
  'Loss',
  'Tangent kernel',
  'Kernel drift',
  'Spectrum',
  'Parameter motion',
  'Verdict',
];

describe('cold start', () => {
  it('goes from nothing to every curve, without an error and without leaving its origin', async () => {
    const { page, context, offences } = await visit(site);
    for (const name of cards) await page.getByRole('region', { name, exact: true }).waitFor();
    const rows = await dataTable(page, 'Prediction error');
    const head = rows[0].join(' | ');
    for (const name of ['Linearised', 'NTH p = 3', 'NTH p = 4', 'NTK', 'Mean field'])
      expect(head).toContain(name);
    // The ladder of the default experiment: each order is closer to the network at a time where all are small.
    const early = rows.find((row) => Number(row[0]) > 0.5)!.map(Number);
    const column = (name: string) => early[rows[0].findIndex((cell) => cell.startsWith(name))];
    expect(column('NTH p = 4')).toBeLessThan(column('NTH p = 3'));
    expect(column('NTH p = 3')).toBeLessThan(column('Linearised'));
    expect(column('Linearised')).toBeLessThan(column('NTK'));
    expect(offences).toEqual([]);
    await context.close();
  });

  it('has a badge that says what computes', async () => {
    const { page, context } = await visit(site);
    expect(await page.getByRole('status', { name: 'Engine' }).textContent()).toMatch(/float64|webgpu/);
    await context.close();
  });
});

describe('hero sliders', () => {
  it.each([
    ['Width', 'ArrowRight', /width=/],
    ['Depth', 'ArrowRight', /depth=2/],
    ['Output scale', 'ArrowLeft', /alpha=/],
  ])('%s changes the run, its text field and the link', async (name, key, link) => {
    const { page, context, offences } = await visit(site);
    const field = page.getByRole('textbox', { name, exact: true });
    const before = await field.inputValue();
    const slider = page.getByRole('slider', { name, exact: true });
    await slider.focus();
    for (let i = 0; i < 8; i++) await page.keyboard.press(key);
    await page.waitForFunction((pattern) => new RegExp(pattern).test(location.hash), link.source);
    await settled(page);
    expect(await field.inputValue()).not.toBe(before);
    expect(await slider.getAttribute('aria-valuetext')).toBeTruthy();
    expect(offences).toEqual([]);
    await context.close();
  });

  it('takes typed values, and says what was wrong with an absurd one', async () => {
    const { page, context } = await visit(site);
    const width = page.getByRole('textbox', { name: 'Width', exact: true });
    await width.fill('64');
    await width.press('Enter');
    await page.waitForFunction(() => location.hash.includes('width=64'));
    await width.fill('99999999');
    await width.press('Enter');
    await page.getByRole('alert').filter({ hasText: /width/i }).waitFor();
    await settled(page);
    expect(await page.getByRole('alert').textContent()).toMatch(/16\s?384/);
    await context.close();
  });

  it('undoes a change with the back button', async () => {
    const { page, context } = await visit(site);
    const depth = page.getByRole('textbox', { name: 'Depth', exact: true });
    await depth.fill('3');
    await depth.press('Enter');
    await page.waitForFunction(() => location.hash.includes('depth=3'));
    await page.goBack();
    await page.waitForFunction(() => !location.hash.includes('depth=3'));
    expect(await depth.inputValue()).toBe('1');
    await context.close();
  });
});
