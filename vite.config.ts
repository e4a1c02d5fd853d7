import { defineConfig } from 'vite';
import { collectLicences, writeLicences } from './scripts/licences.mjs';

/**
 * React through esbuild's automatic JSX (no plugin), relative URLs so that the folder can be served from anywhere, and
 * WebAssembly always as a file of its own: a `data:` URL would need a looser content security policy.
 */
export default defineConfig({
  base: './',
  esbuild: { jsx: 'automatic' },
  plugins: [writeLicences()],
  worker: { format: 'es', plugins: () => [collectLicences()] },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    modulePreload: { polyfill: false },
  },
});
