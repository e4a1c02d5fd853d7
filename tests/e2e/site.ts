/** The built page served on a loopback port, and a Chromium that may reach nothing else. */
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { preview, type PreviewServer } from 'vite';
import { findChromium } from '../../scripts/ensure.mjs';

export interface Site {
  readonly url: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Flags: no sandbox as root in a container; WebGPU on the software adapter, the only one on a machine without a GPU. */
const flags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--ignore-gpu-blocklist',
];

export async function openSite(): Promise<Site> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium found: install chromium, or set CHROME_PATH.');
  const server: PreviewServer = await preview({
    preview: { port: 0, host: '127.0.0.1', strictPort: false },
    logLevel: 'warn',
  });
  const browser = await chromium.launch({ executablePath, args: flags });
  return {
    url: server.resolvedUrls?.local[0] ?? '',
    browser,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors, uncaught exceptions and requests that left the page's origin, so far. */
  readonly offences: string[];
}

/** Opens the page at a hash and waits until the run is complete. */
export async function visit(
  site: Site,
  hash = '',
  options: { colorScheme?: 'light' | 'dark'; width?: number; height?: number; settle?: boolean } = {},
): Promise<Visit> {
  const context = await site.browser.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: 'reduce',
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const offences: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') offences.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => offences.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(site.url) && !url.startsWith('blob:') && !url.startsWith('data:'))
      offences.push(`request: ${url}`);
  });
  await page.goto(site.url + hash);
  if (options.settle !== false) await settled(page);
  return { page, context, offences };
}

/** The run is complete: every predictor has reached the horizon, diverged or refused. */
export async function settled(page: Page, timeout = 60_000): Promise<void> {
  await page.locator('main[aria-busy="false"]').waitFor({ timeout });
}

/** Rows of a card's data table, as text. */
export async function dataTable(page: Page, card: string): Promise<string[][]> {
  const region = page.getByRole('region', { name: card, exact: true });
  await region.getByRole('button', { name: 'Data table' }).click();
  const table = page.getByRole('table').filter({ visible: true }).last();
  await table.waitFor();
  const rows = await table
    .locator('tr')
    .evaluateAll((elements) =>
      elements.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent.trim())),
    );
  await page.keyboard.press('Escape');
  return rows;
}
