import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printedNumber } from './printedNumber';
import { card, dataTable, enter, openSite, settled, settledAt, tableRows, visit, type Site } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const quick = '#v=1&particles=256&predictors=nn,linearised';

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
    const { page, context, offences } = await visit(site, '#v=1');
    for (const name of cards) await card(page, name).waitFor();
    const [head, ...rows] = await dataTable(page, 'Prediction error');
    for (const name of ['Linearised', 'NTH p = 3', 'NTH p = 4', 'NTK', 'Mean field'])
      expect(head.join(' | ')).toContain(name);
    // The ladder of the default experiment: near t = 1 each order is closer to the network, by an order of magnitude.
    const early = rows.map((row) => row.map(printedNumber)).find(([t]) => t > 0.9)!;
    const error = (name: string) => early[head.findIndex((cell) => cell.startsWith(name))];
    expect(error('NTH p = 4')).toBeLessThan(error('NTH p = 3') / 3);
    expect(error('NTH p = 3')).toBeLessThan(error('Linearised') / 3);
    expect(error('Linearised')).toBeLessThan(error('NTK') / 3);
    // LOOK: 1.6e-4, 1.1e-5, 5e-7 and 7e-3 at t = 1; within a factor of 3, for the record is not at exactly 1.
    expect(error('Linearised') / 1.6e-4).toBeGreaterThan(1 / 3);
    expect(error('Linearised') / 1.6e-4).toBeLessThan(3);

    const verdict = await tableRows(card(page, 'Verdict').getByRole('table'));
    expect(verdict.map(([name]) => name)).toEqual(expect.arrayContaining(['Linearised', 'NTH p = 4']));
    for (const [, now, largest] of verdict.slice(1)) {
      expect(printedNumber(now)).toBeGreaterThan(0);
      expect(printedNumber(largest)).toBeGreaterThanOrEqual(printedNumber(now));
    }
    expect(offences).toEqual([]);
    await context.close();
  });

  it('has a badge that says what computes, and how precisely', async () => {
    const { page, context } = await visit(site, quick);
    expect(await page.getByRole('status', { name: 'Engine' }).textContent()).toContain('float64');
    await context.close();
  });

  it('shows nothing of a theory that is off, and computes it when it is switched on', async () => {
    const { page, context, offences } = await visit(site, quick);
    const chip = page.getByRole('button', { name: 'NTH p = 3', exact: true });
    expect(await chip.getAttribute('aria-pressed')).toBe('false');
    expect((await dataTable(page, 'Loss'))[0]).toEqual(['t', 'Network', 'Linearised']);
    await chip.click();
    await settledAt(page, 'nth3');
    expect((await dataTable(page, 'Loss'))[0]).toEqual(['t', 'Network', 'Linearised', 'NTH p = 3']);
    expect(offences).toEqual([]);
    await context.close();
  });
});

describe('hero sliders', () => {
  it.each([
    ['Width', 'ArrowRight', /width=(\d+)/],
    ['Depth', 'ArrowRight', /depth=(\d+)/],
    ['Output scale', 'ArrowLeft', /alpha=([\d.]+)/],
  ])('%s changes the run, its text field and the link', async (name, key, link) => {
    const { page, context, offences } = await visit(site, quick);
    const before = await dataTable(page, 'Loss');
    const field = page.getByRole('textbox', { name, exact: true });
    const text = await field.inputValue();
    const slider = page.getByRole('slider', { name, exact: true });
    const spoken = await slider.getAttribute('aria-valuetext');
    await slider.focus();
    await page.keyboard.press(key);
    await settledAt(page, link);
    expect(await field.inputValue()).not.toBe(text);
    expect(await slider.getAttribute('aria-valuetext')).not.toBe(spoken);
    expect(await dataTable(page, 'Loss')).not.toEqual(before);
    expect(offences).toEqual([]);
    await context.close();
  });

  it('takes typed values, and says what was wrong with an absurd one', async () => {
    const { page, context } = await visit(site, quick);
    await enter(page, 'Width', '64');
    await settledAt(page, 'width=64(&|$)');
    await enter(page, 'Width', '99999999');
    const alert = page.getByRole('alert').filter({ hasText: /width/i });
    await alert.waitFor();
    expect((await alert.textContent())?.replaceAll(/\s/g, '')).toMatch(/1…16384/);
    await context.close();
  });

  it('undoes a change with back, and does it again with forward', async () => {
    const { page, context } = await visit(site, quick);
    const depth = page.getByRole('textbox', { name: 'Depth', exact: true });
    const one = await dataTable(page, 'Loss');
    await enter(page, 'Depth', '2');
    await settledAt(page, 'depth=2');
    const two = await dataTable(page, 'Loss');
    await page.goBack();
    await page.waitForFunction(() => !location.hash.includes('depth='));
    await settled(page);
    expect(await depth.inputValue()).toBe('1');
    expect(await dataTable(page, 'Loss')).toEqual(one);
    await page.goForward();
    await settledAt(page, 'depth=2');
    expect(await depth.inputValue()).toBe('2');
    expect(await dataTable(page, 'Loss')).toEqual(two);
    await context.close();
  });

  it('makes one entry of the history of a whole drag', async () => {
    const { page, context, offences } = await visit(site, quick);
    const entries = () => page.evaluate(() => history.length);
    const before = await entries();
    const box = (await page.getByRole('slider', { name: 'Width', exact: true }).boundingBox())!;
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width / 2, y);
    await page.mouse.down();
    const seen = new Set<string>();
    for (let i = 1; i <= 8; i++) {
      await page.mouse.move(box.x + (box.width * (8 - i / 2)) / 16, y);
      await page.waitForTimeout(30);
      seen.add(await page.getByRole('textbox', { name: 'Width', exact: true }).inputValue());
    }
    await page.mouse.up();
    expect(seen.size).toBeGreaterThan(3);
    await settledAt(page, /width=\d+/);
    expect(await entries()).toBe(before + 1);
    await page.goBack();
    await page.waitForFunction(() => !location.hash.includes('width='));
    expect(await page.getByRole('textbox', { name: 'Width', exact: true }).inputValue()).toBe('128');
    expect(offences).toEqual([]);
    await context.close();
  });
});
