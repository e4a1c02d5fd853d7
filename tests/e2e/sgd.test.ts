import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { card, dataTable, openSite, visit, type Site } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Eight points in batches of two: an epoch takes 0.4, and t = 3.2 is the end of one. */
const experiment =
  '#v=1&n=8&width=64&target=mix&centred=false&optimizer=sgd&batch=2&lr=0.1&horizon=4&predictors=nn&time=';

it('draws the cloud of runs with its ellipses at the playhead, and says how they compare', async () => {
  const { page, context, offences } = await visit(site, `${experiment}3.2`);
  const cloud = card(page, 'SGD cloud');
  await cloud.getByText(/^At t = 3\.2, at the end of an epoch, 64 runs have/).waitFor({ timeout: 60_000 });
  const [head, ...rows] = await dataTable(page, 'SGD cloud');
  expect(head).toHaveLength(6);
  expect(rows).toHaveLength(3 + 64);
  await cloud.locator('path[data-label="HDR eq. 15"]').waitFor({ state: 'attached' });
  await page.getByRole('slider', { name: 'Time' }).press('ArrowLeft');
  await cloud.getByText(/, \d of 4 batches into an epoch,/).waitFor();
  expect(await dataTable(page, 'Spread over batch orders')).not.toHaveLength(1);
  await cloud.getByLabel('Batches').selectOption('independent');
  await cloud.getByText(/independent batches of 2 from 8 points/).waitFor({ timeout: 60_000 });
  expect(page.url()).toContain('lab.batches=independent');
  const { violations } = await new AxeBuilder({ page }).include('.run-cards').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  expect(offences).toEqual([]);
  await context.close();
});

it('says why there is none, and has no such card for gradient descent', async () => {
  const { page, context } = await visit(site, experiment.replace('batch=2', 'batch=8') + '1');
  await card(page, 'SGD cloud')
    .locator('.reading', { hasText: 'The batch must be smaller than n = 8' })
    .waitFor();
  await context.close();
  const other = await visit(site, '#v=1&n=4&width=32&optimizer=gd&horizon=4&predictors=nn');
  await card(other.page, 'Parameter motion').waitFor();
  expect(await card(other.page, 'SGD cloud').count()).toBe(0);
  await other.context.close();
});
