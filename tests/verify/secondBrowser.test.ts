import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ensureFirefox } from '../../scripts/ensure.mjs';
import { serveWorker } from '../browser/harness';
import { runDigests } from '../browser/runDigests';

const page = `<!doctype html><script type="module">
  const worker = new Worker('worker.js', { type: 'module' });
  const tell = (text) => fetch('answer', { method: 'POST', body: text });
  worker.onmessage = ({ data }) => tell(JSON.stringify(data));
  worker.onerror = (event) => tell(JSON.stringify({ error: event.message }));
</script>`;

/** Opens the page in Firefox, which has no driver here: the page itself sends back what its worker found. */
async function digestsInFirefox(): Promise<unknown> {
  const bundle = await serveWorker(fileURLToPath(new URL('../browser/digestWorker.ts', import.meta.url)));
  const profile = mkdtempSync(join(tmpdir(), 'kernel-drift-firefox-'));
  let answered: (text: string) => void = () => undefined;
  const answer = new Promise<string>((resolve) => {
    answered = resolve;
  });
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        response.end();
        answered(text);
      });
    } else if (request.url === '/') {
      response.setHeader('content-type', 'text/html');
      response.end(page);
    } else {
      void fetch(new URL(request.url ?? '', bundle.url)).then(async (found) => {
        response.statusCode = found.status;
        response.setHeader('content-type', found.headers.get('content-type') ?? 'text/plain');
        response.end(Buffer.from(await found.arrayBuffer()));
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://localhost:${port}/`;
  const browser = spawn(ensureFirefox(), ['--headless', '--no-remote', '--profile', profile, url], {
    stdio: 'ignore',
    env: { ...process.env, HOME: profile, MOZ_DISABLE_AUTO_SAFE_MODE: '1' },
  });
  try {
    return JSON.parse(await answer) as unknown;
  } finally {
    const gone = new Promise((resolve) => browser.once('exit', resolve));
    browser.kill('SIGKILL');
    await gone;
    server.closeAllConnections();
    server.close();
    await bundle.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

it('computes the same bits in another browser engine', async () => {
  expect(await digestsInFirefox()).toEqual(await runDigests());
});
