import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSite, settled, visit, type Site } from './site';

declare global {
  interface Window {
    measured: { plots: number; tabs: number };
  }
}

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Paths of scripts and style sheets that a browser needs before anything is drawn: the page's own, and what they import. */
function firstFiles(): Set<string> {
  const found = new Set<string>();
  const take = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    const text = readFileSync(`dist/${path}`, 'utf8');
    for (const [, imported] of text.matchAll(/\b(?:import|from)\s*"\.\/([^"]+\.js)"/g))
      take(`assets/${imported}`);
  };
  const html = readFileSync('dist/index.html', 'utf8');
  for (const [, path] of html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)) take(path);
  return found;
}

it('brings at most 250 KB of script and style, compressed, before the engine', () => {
  const files = [...firstFiles()];
  expect(files.some((path) => path.endsWith('.js'))).toBe(true);
  expect(files.some((path) => path.endsWith('.css'))).toBe(true);
  const bytes = files.reduce((sum, path) => sum + gzipSync(readFileSync(`dist/${path}`)).length, 0);
  expect(bytes).toBeLessThanOrEqual(250_000);
  expect(bytes).toBeGreaterThan(20_000);
});

it('loads no other script before the run, none of the engine into the page, and measures nothing while it is built', async () => {
  const { page, context } = await visit(site, '#v=1&predictors=nn', { settle: false });
  // Each of these lays the whole page out, if what was built before has not been yet.
  await page.addInitScript(() => {
    const counts = { plots: 0, tabs: 0 };
    window.measured = counts;
    const { get } = Object.getOwnPropertyDescriptor(SVGSVGElement.prototype, 'width')!;
    Object.defineProperty(SVGSVGElement.prototype, 'width', {
      get(this: SVGSVGElement): unknown {
        counts.plots++;
        return get!.call(this);
      },
    });
    let inFrame = false;
    const request = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (call) =>
      request((now) => {
        inFrame = true;
        call(now);
        inFrame = false;
      });
    const scroll = Element.prototype.scrollIntoView;
    Element.prototype.scrollIntoView = function (options) {
      if (!inFrame) counts.tabs++;
      scroll.call(this, options);
    };
  });
  const scripts: string[] = [];
  page.on('request', (request) => {
    // A worker starts from a blob: that imports its script.
    if (request.resourceType() === 'script' && !request.url().startsWith('blob:'))
      scripts.push(new URL(request.url()).pathname.slice(1));
  });
  await page.reload();
  await settled(page);
  const first = firstFiles();
  expect(scripts.filter((path) => !first.has(path) && !/assets\/worker-/.test(path))).toEqual([]);
  expect(scripts.some((path) => /assets\/worker-/.test(path))).toBe(true);
  expect(await page.evaluate(() => window.measured)).toEqual({ plots: 0, tabs: 0 });
  await context.close();
});

it('forbids whatever is not its own: an inline script does not run, and says so', async () => {
  const { page, context, offences } = await visit(site, '#v=1&predictors=nn');
  expect(offences).toEqual([]);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "injected"';
    document.body.append(script);
  });
  await expect.poll(() => offences.join()).toMatch(/content security policy/i);
  expect(await page.title()).not.toBe('injected');
  await context.close();
});

it('carries the licences of what it is built from: the fonts, the engine’s library, the plots, the mathematics type', () => {
  const text = readFileSync('dist/licences.txt', 'utf8');
  for (const name of ['@fontsource-variable/inter', '@tensorflow/tfjs-core', 'd3-scale', 'katex', 'react'])
    expect(text).toMatch(new RegExp(`^${name.replace('/', '\\/')} \\d`, 'm'));
  expect(text).toContain('SIL OPEN FONT LICENSE');
  expect(text).toContain('Apache License');
});
