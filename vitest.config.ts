import { defineConfig } from 'vitest/config';

/** Fast tests in Node; the browser's and the slow statistical ones have configurations of their own. */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'tests/browser/**', 'tests/verify/**'],
    testTimeout: 60_000,
  },
});
