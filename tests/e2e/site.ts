/** The built page served on a loopback port, and a Chromium that may reach nothing else. */
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { preview, type PreviewServer } from 'vite';
import { launchChromium } from '../browser/harness';

export interface Site {
  readonly url: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

export async function openSite(): Promise<Site> {
  const server: PreviewServer = await preview({
    preview: { port: 0, host: '127.0.0.1', strictPort: false, allowedHosts: ['plain.test'] },
    logLevel: 'warn',
  });
  const browser = await launchChromium();
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
  /** Console errors (a breach of the content security policy is one), exceptions, and requests to other origins, so far. */
  readonly offences: string[];
}

export interface VisitOptions {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** A touch screen. */
  readonly touch?: boolean;
  /** Wait until the run is complete; true if not said otherwise. */
  readonly settle?: boolean;
}

/** Opens the page at a hash and waits until the run is complete. */
export async function visit(site: Site, hash = '', options: VisitOptions = {}): Promise<Visit> {
  const context = await site.browser.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    hasTouch: options.touch ?? false,
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
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(site.url) && !url.startsWith('blob:') && !url.startsWith('data:'))
      offences.push(`request: ${url}`);
  });
  await page.goto(site.url + hash);
  if (options.settle !== false) await settled(page);
  return { page, context, offences };
}

/** The run is complete: every predictor has reached the horizon, diverged or been refused. */
export async function settled(page: Page, timeout = 60_000): Promise<void> {
  await page.locator('main[aria-busy="false"]').waitFor({ timeout });
}

/** The configuration has reached the address, and its run is complete. */
export async function settledAt(page: Page, fragment: string | RegExp): Promise<void> {
  const source = typeof fragment === 'string' ? fragment : fragment.source;
  await page.waitForFunction((pattern) => new RegExp(pattern).test(location.hash), source);
  await settled(page);
}

export function card(page: Page, name: string) {
  return page.getByRole('region', { name, exact: true });
}

/** Rows of a card's data table as text, the header first; a raised part is written ^. */
export async function dataTable(page: Page, name: string): Promise<string[][]> {
  await card(page, name).getByRole('button', { name: 'Data table', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const rows = await tableRows(dialog.getByRole('table'));
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  return rows;
}

export async function tableRows(table: ReturnType<Page['getByRole']>): Promise<string[][]> {
  return table.locator('tr').evaluateAll((rows) =>
    rows.map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => {
        const copy = cell.cloneNode(true) as Element;
        for (const raised of copy.querySelectorAll('sup')) raised.prepend('^');
        return copy.textContent.trim();
      }),
    ),
  );
}

/** What a card's menu saves as CSV, in full precision: the header first. */
export async function csvDownload(page: Page, name: string): Promise<string[][]> {
  await card(page, name)
    .getByRole('button', { name: `Download ${name}`, exact: true })
    .click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    card(page, name).getByRole('button', { name: 'Numbers, CSV', exact: true }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  return text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
}

/** Types a value into a field of the configuration. */
export async function enter(page: Page, name: string, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name, exact: true });
  await field.fill(text);
  await field.press('Enter');
}
