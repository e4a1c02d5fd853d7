/** Real headless Chromium, and a loopback server for what Vite bundles: shared by the tests of the engine. */
import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { type Browser, chromium } from 'playwright-core';
import { build } from 'vite';
import { findChromium } from '../../scripts/ensure.mjs';

/** WebGPU on SwiftShader, the software adapter: slow, but the real path. */
const flags = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan,WebGPU',
  '--use-webgpu-adapter=swiftshader',
  '--use-vulkan=swiftshader',
  '--use-angle=swiftshader',
  '--disable-vulkan-surface',
  // A name that is no loopback address: what is served there is no secure context.
  '--host-resolver-rules=MAP plain.test 127.0.0.1',
];

export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error('No Chromium found: install chromium or google-chrome, or set CHROME_PATH.');
  return chromium.launch({ executablePath, args: flags });
}

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/**
 * Bundles a module worker and serves it at `<url>worker.js`, beside an empty page at `url` that may start it with
 * `new Worker('worker.js', { type: 'module' })`.
 */
export async function serveWorker(entry: string): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-drift-'));
  await build({
    configFile: false,
    logLevel: 'error',
    base: './',
    build: {
      outDir: folder,
      target: 'es2022',
      minify: false,
      assetsInlineLimit: 0,
      modulePreload: false,
      rollupOptions: { input: entry, output: { entryFileNames: 'worker.js' } },
    },
  });
  const served = await serve(folder);
  return {
    url: served.url,
    close: async () => {
      await served.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Serves a folder on a free loopback port. */
export async function serve(folder: string): Promise<Served> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/') {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>Engine test</title>');
      return;
    }
    readFile(join(folder, path)).then(
      (content) => {
        response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
        response.end(content);
      },
      () => {
        response.statusCode = 404;
        response.end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://localhost:${port(server)}/`, close: () => closed(server) };
}

function port(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen');
  return address.port;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
