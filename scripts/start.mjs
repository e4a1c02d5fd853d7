/** npm start: installs what is missing, builds, serves, prints the URL. */
import { join } from 'node:path';
import { ensureInstalled, ensureModule, must, root } from './ensure.mjs';

ensureInstalled();
ensureModule();
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
must(process.execPath, [vite, 'build', '--logLevel', 'warn']);

const { preview } = await import('vite');
const port = Number(process.env.PORT ?? 4173);
const server = await preview({ root, preview: { port, host: process.env.HOST ?? 'localhost' } });
console.log(`Kernel Drift is at ${server.resolvedUrls?.local[0] ?? `http://localhost:${port}/`}`);
