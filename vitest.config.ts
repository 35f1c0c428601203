import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A browser, a service and a database per file: more than two at once starve each other on a small machine.
    maxWorkers: 2,
  },
});
