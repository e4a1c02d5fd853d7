import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSweepLines } from '../../src/protocol/sweepLine';
import { seriesScaling, sweepSeries } from '../../src/protocol/sweepScaling';
import { openSite, settled, visit } from './site';
import type { Site } from './site';

describe('the sweep tab', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  async function open(options: Parameters<typeof visit>[2] = {}) {
    const { page, offences, context } = await visit(site, '#v=1&tab=sweep&predictors=nn', options);
    const region = page.getByRole('region', { name: 'Sweep', exact: true });
    const button = (name: string) => region.getByRole('button', { name, exact: true });
    const rows = region.getByRole('table', { name: 'Runs' }).locator('tbody tr');
    await button('Huang–Yau default').click();
    await settled(page);
    return { page, offences, context, region, button, rows };
  }

  it('shows Huang and Yau’s scalings', async () => {
    const { page, offences, context, region, button, rows } = await open();
    expect(await page.evaluate(() => location.hash)).toContain('dataset=sphere');
    await button('Start').click();
    await region.getByText('40 runs done').waitFor({ timeout: 60_000 });
    expect(await rows.count()).toBe(40);

    const download = page.waitForEvent('download');
    await button('JSON lines').click();
    const { lines, broken } = parseSweepLines(readFileSync(await (await download).path(), 'utf8'));
    expect([lines.length, broken]).toEqual([40, 0]);
    const [series] = sweepSeries(lines, 'width');
    const slope = (name: string): number => seriesScaling(series, name).overMedians!.slope;
    // The bands of the default sweep: tests/verify holds all five.
    expect(Math.abs(slope('drift') + 1)).toBeLessThan(0.15);
    expect(Math.abs(slope('error.p4') + 1.7)).toBeLessThan(0.4);
    const plot = page.getByRole('region', { name: 'Truncation error', exact: true });
    await plot
      .getByText(/p = 4: slope −1\.\d+ ± 0\.\d/)
      .first()
      .waitFor();
    expect(offences).toEqual([]);
    await context.close();
  });

  it('pauses, goes on, and stops with everything that is done', async () => {
    const { context, region, button, rows } = await open();
    await button('Start').click();
    await rows.nth(2).waitFor();
    await button('Pause').click();
    await region.getByText(/paused/).waitFor();
    const held = await rows.count();
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await rows.count()).toBeLessThanOrEqual(held + 2); // what each of two workers had under way
    await button('Pause').click();
    await rows.nth(held + 3).waitFor();
    await button('Cancel').click();
    await region.getByText(/cancelled after/).waitFor();
    const kept = await rows.count();
    expect(kept).toBeGreaterThan(held + 2);
    expect(kept).toBeLessThan(40);
    expect(await button('Start').isEnabled()).toBe(true);
    await context.close();
  });

  it.each(['light', 'dark'] as const)('names what is wrong and has no barrier, %s', async (colorScheme) => {
    const { page, context, region, button, rows } = await open({ colorScheme });
    const values = region.getByRole('textbox', { name: 'Values of Width' });
    await values.fill('0:3');
    await region
      .getByText(/width must be 1…16384/)
      .first()
      .waitFor();
    expect(await button('Start').isDisabled()).toBe(true);
    await values.fill('8,16');
    await button('Start').click();
    await region.getByText('16 runs done').waitFor();
    expect(await rows.count()).toBe(16);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
    await context.close();
  });
});
