import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { card, dataTable, openSite, visit, type Site } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** relu, H = 1: the edge 2/λ of the kernel at the start is near η = 6, and the step is half as long again. */
const catapult =
  '#v=1&dataset=sphere&d=8&n=6&target=signs&width=512&depth=1&activation=relu&sigmaW=1&sigmaB=0&centred=false' +
  '&optimizer=gd&lr=8.8&horizon=1760&predictors=nn,linearised';

it('draws the sharpness against its edge, says what it shows, and tells the step from the width', async () => {
  const { page, context, offences } = await visit(site, catapult);
  const sharpness = card(page, 'Sharpness');
  await sharpness.getByText(/^A catapult: the sharpness starts at 1\.\d+ of the edge/).waitFor();
  const [head, ...rows] = await dataTable(page, 'Sharpness');
  expect(head).toHaveLength(4);
  expect(rows).toHaveLength(25);
  await card(page, 'Verdict')
    .getByText(/the step, not the width/)
    .first()
    .waitFor();
  const { violations } = await new AxeBuilder({ page }).include('.run-cards').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  expect(offences).toEqual([]);
  await context.close();
});

it('has no such card for the flow', async () => {
  const { page, context } = await visit(site, '#v=1&width=32&n=4&horizon=5&predictors=nn');
  await card(page, 'Parameter motion').waitFor();
  expect(await card(page, 'Sharpness').count()).toBe(0);
  await context.close();
});
