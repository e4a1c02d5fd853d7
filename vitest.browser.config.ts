import { defineConfig } from 'vitest/config';

/** Tests that drive a real Chromium, one file after another: two cores are few. */
export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts', 'tests/e2e/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
