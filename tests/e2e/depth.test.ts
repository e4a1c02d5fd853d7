import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { card, dataTable, openSite, visit, type Site } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const tanh = '#v=1&tab=depth&activation=tanh&preset=hayou&sigmaW=1.298&sigmaB=0.2';
const relu = '#v=1&tab=depth&activation=relu&preset=hayou&sigmaW=1.4142135623730951&sigmaB=0';
/** Time for a loaded machine. */
const patience = 60_000;

it('has every view with its numbers, on the edge of relu', async () => {
  const { page, context, offences } = await visit(site, relu);
  const conditioning = card(page, 'Conditioning').locator('.reading');
  await expect.poll(() => conditioning.innerText(), { timeout: patience }).toMatch(/at L = /);
  const rows: Record<string, number> = {
    'Correlation map': 90,
    'Correlation against depth': 40,
    'Average kernel': 50,
    Conditioning: 30,
  };
  for (const [name, least] of Object.entries(rows)) {
    const table = await dataTable(page, name);
    expect([name, table.length - 1 >= least]).toEqual([name, true]);
  }
  await expect
    .poll(() => card(page, 'Phase diagram').locator('.reading').innerText(), { timeout: patience })
    .toMatch(/on the edge of chaos/);
  // HDR Theorem 1: the average kernel tends to a quarter; log L/L is what is measured.
  const average = await card(page, 'Average kernel').locator('.reading').innerText();
  expect(average).toMatch(/limit 0\.250/);
  expect(average).toMatch(/log L\/L is nearer/);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  expect(offences).toEqual([]);
  await context.close();
}, 180_000);

it('says that the printed edge of tanh is ordered, and snaps to the true one', async () => {
  const { page, context, offences } = await visit(site, tanh);
  const phase = card(page, 'Phase diagram');
  await expect
    .poll(() => phase.locator('.reading').innerText(), { timeout: patience })
    .toMatch(/ordered phase/);
  expect(await phase.locator('.phase-hover').innerText()).toMatch(/1\.298.*ordered phase/s);
  await phase.getByRole('button', { name: 'Snap to edge', exact: true }).click();
  await page.waitForFunction(() => location.hash.includes('sigmaW=1.3041'));
  // Mathematics §7: tanh at σ_b = 0.2 has σ_w = 1.304146.
  const sigmaW = Number(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('sigmaW'));
  expect(Math.abs(sigmaW - 1.304146)).toBeLessThan(1e-6);
  await expect.poll(() => phase.locator('.reading').innerText()).toMatch(/on the edge of chaos/);
  expect(offences).toEqual([]);
  await context.close();
}, 180_000);

it('follows the window and the pair from the address', async () => {
  const { page, context, offences } = await visit(
    site,
    `${tanh}&depth.layers=50&depth.c0=0.5&depth.show=phase`,
  );
  const map = card(page, 'Correlation map');
  await expect
    .poll(() => map.locator('.reading').innerText(), { timeout: patience })
    .toMatch(/From c.?0 = 0\.500/s);
  const table = await dataTable(page, 'Correlation against depth');
  expect(Math.max(...table.slice(1).map(([, layer]) => Number(layer)))).toBe(50);
  expect(await card(page, 'Phase diagram').getByRole('combobox', { name: 'Colour' }).inputValue()).toBe(
    'phase',
  );
  expect(offences).toEqual([]);
  await context.close();
}, 180_000);

it('draws networks of finite width: gradients by layer, and the spread of the kernel', async () => {
  const { page, context, offences } = await visit(
    site,
    `${relu}&width=24&depth.networks=24&depth.deepest=16`,
  );
  const gradient = card(page, 'Gradient norm by layer');
  const spread = card(page, 'Kernel spread over seeds');
  await expect
    .poll(() => gradient.getByRole('status').innerText(), { timeout: patience })
    .toBe('24 networks.');
  // W¹ … W¹⁶ and the output layer; three curves.
  expect((await dataTable(page, 'Gradient norm by layer')).length - 1).toBeGreaterThanOrEqual(17);
  expect(await gradient.locator('.reading').innerText()).toMatch(
    /24 networks of width 24 and 16 hidden layers/,
  );
  expect((await dataTable(page, 'Kernel spread over seeds')).length - 1).toBeGreaterThanOrEqual(8);
  expect(await spread.locator('.reading').innerText()).toMatch(/r = \d.* ± .*Hanin and Nica prove/s);
  // Another width is another question.
  const width = gradient.getByRole('textbox', { name: 'Width', exact: true });
  await width.fill('32');
  await width.press('Enter');
  await page.waitForFunction(() => location.hash.includes('width=32'));
  await expect
    .poll(() => gradient.locator('.reading').innerText(), { timeout: patience })
    .toMatch(/of width 32 /);
  await card(page, 'Conditioning').getByRole('combobox', { name: 'Residual' }).selectOption('scaled');
  await page.waitForFunction(() => /residual=scaled/.test(location.hash) && /depth=2/.test(location.hash));
  expect(offences).toEqual([]);
  await context.close();
}, 180_000);
