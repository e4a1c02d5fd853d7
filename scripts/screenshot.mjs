/** Draws docs/screenshot.png from the built page: node scripts/screenshot.mjs (the default experiment, light, 1440 × 900). */
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { preview } from 'vite';
import { ensureChromium, root } from './ensure.mjs';

const server = await preview({ root, preview: { port: 0, host: '127.0.0.1' }, logLevel: 'warn' });
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
const page = await browser.newPage({
  viewport: { width: 1440, height: 900 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
});
await page.goto(`${server.resolvedUrls.local[0]}#v=1&alpha=4`);
await page.locator('main[aria-busy="false"]').waitFor();
await page.getByRole('slider', { name: 'Time', exact: true }).focus();
for (let i = 0; i < 12; i++) await page.keyboard.press('PageUp');
await page.evaluate(() => globalThis.document.activeElement.blur());
await page.waitForTimeout(300);
await page.screenshot({ path: join(root, 'docs', 'screenshot.png') });
await browser.close();
await server.close();
