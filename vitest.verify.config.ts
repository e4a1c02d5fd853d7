import { defineConfig } from 'vitest/config';

/** Slow statistical checks: sweeps over widths and seeds. */
export default defineConfig({
  test: { include: ['tests/verify/**/*.test.ts'], testTimeout: 600_000, fileParallelism: false },
});
