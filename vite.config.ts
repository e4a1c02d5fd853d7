import { defineConfig } from 'vite';
import { collectLicences, writeLicences } from './scripts/licences.mjs';

/**
 * React through esbuild's automatic JSX (no plugin), relative URLs so that the folder can be served from anywhere, and
 * WebAssembly inside the worker's script (and nothing else inlined): the engine is one file, which the page can keep.
 */
export default defineConfig({
  base: './',
  esbuild: { jsx: 'automatic' },
  plugins: [writeLicences()],
  worker: { format: 'es', plugins: () => [collectLicences()] },
  build: {
    target: 'es2022',
    assetsInlineLimit: (path) => path.endsWith('.wasm'),
    chunkSizeWarningLimit: 1200,
    modulePreload: { polyfill: false },
  },
});
