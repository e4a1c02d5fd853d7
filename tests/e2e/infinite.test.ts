import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { card, csvDownload, openSite, visit } from './site';
import type { Site } from './site';

describe('the infinite-width tab', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  async function open(hash: string, options: Parameters<typeof visit>[2] = {}) {
    const visited = await visit(site, `#v=1&tab=infinite&${hash}`, { ...options, settle: false });
    const ensemble = card(visited.page, 'Ensemble');
    await ensemble.getByText(/^\d+ networks\.$/).waitFor({ timeout: 120_000 });
    return { ...visited, ensemble };
  }

  it('sets networks beside the Gaussian that they become', async () => {
    const { page, offences, context } = await open('infinite.seeds=12&infinite.widths=16,64,256');
    const functions = card(page, 'Functions and their limit');
    await functions.getByText(/where the limit of a centred network has none/).waitFor();
    await card(page, 'Kernel against width')
      .getByText(/slope −0\.\d+ ± 0\.\d/)
      .first()
      .waitFor();
    await functions.getByRole('button', { name: 'Uncentre' }).click();
    await page.waitForFunction(() => location.hash.includes('centred=false'));
    await functions.getByText(/their variance is [\d.]+ of the limit’s/).waitFor({ timeout: 120_000 });
    await card(page, 'Ensemble')
      .getByText(/^42 networks\.$/)
      .waitFor({ timeout: 120_000 });

    const rows = await csvDownload(page, 'Calibration');
    const counts = rows.filter(([series]) => series === 'networks').map((row) => Number(row[2]));
    // Twelve networks at eight places fall into eight bins.
    expect(counts.length).toBe(8);
    expect(counts.reduce((sum, n) => sum + n, 0) % 12).toBe(0);

    // Nothing is learned at t = 0, and every network begins at its own draw.
    await page.getByRole('combobox', { name: 'Time', exact: true }).selectOption({ label: '0' });
    await functions.getByText(/^At t = 0 /).waitFor();
    const learned = await csvDownload(page, 'Principal components');
    for (const row of learned.slice(1)) expect(Math.abs(Number(row[2]))).toBeLessThan(1e-12);
    expect(offences).toEqual([]);
    await context.close();
  });

  it('stops when it is told to, and keeps what it has', async () => {
    const { page, context } = await visit(site, '#v=1&tab=infinite&infinite.seeds=256', { settle: false });
    const ensemble = card(page, 'Ensemble');
    await ensemble.getByText(/^[1-9]\d* of 306 networks\.$/).waitFor({ timeout: 60_000 });
    await ensemble.getByRole('button', { name: 'Cancel', exact: true }).click();
    await ensemble.getByText(/^Cancelled after \d+ of 306 networks/).waitFor();
    await ensemble.getByRole('button', { name: 'Compute', exact: true }).click();
    await ensemble.getByText(/^[1-9]\d* of 306 networks\.$/).waitFor({ timeout: 60_000 });
    await context.close();
  });

  it.each(['light', 'dark'] as const)('has no barrier, %s', async (colorScheme) => {
    const { page, context } = await open('centred=false&infinite.seeds=8&infinite.widths=16,32', {
      colorScheme,
    });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
    await context.close();
  });
});
