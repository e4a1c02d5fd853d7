import { afterAll, beforeAll, expect, it } from 'vitest';
import { csvDownload, openSite, visit, type Site } from './site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const run = '#v=1&width=64&optimizer=gd&lr=0.1&horizon=10&predictors=nn,linearised';

/** The forced backend's name on the badge, and the outputs that the page saves as CSV. */
async function forced(precision: 'float64' | 'webgpu') {
  const { page, context, offences } = await visit(site, `${run}&precision=${precision}`, { settle: false });
  await page.locator('main[aria-busy="false"]').waitFor({ timeout: 90_000 });
  const badge = await page.getByRole('status', { name: 'Engine' }).textContent();
  const [head, ...rows] = await csvDownload(page, 'Loss');
  expect(offences).toEqual([]);
  await context.close();
  return { badge, head, rows: rows.map((row) => row.map(Number)) };
}

it('each backend can be forced, says so, and finds the same losses to 1e-4', async () => {
  const cpu = await forced('float64');
  const gpu = await forced('webgpu');
  expect(cpu.badge).toContain('float64');
  expect(gpu.badge).toContain('webgpu');
  expect(gpu.head).toEqual(cpu.head);
  expect(gpu.rows).toHaveLength(cpu.rows.length);
  const largest = Math.max(...cpu.rows.map(([, loss]) => loss));
  let difference = 0;
  cpu.rows.forEach(([t, loss], i) => {
    expect(gpu.rows[i][0]).toBe(t);
    difference = Math.max(difference, Math.abs(gpu.rows[i][1] - loss));
  });
  // MATH §8: 1e-4 relative for steps of gradient descent in float32; and not the same numbers by another name.
  expect(difference / largest).toBeLessThan(1e-4);
  expect(difference).toBeGreaterThan(0);
});
