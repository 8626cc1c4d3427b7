import { defineConfig } from 'vitest/config';

const slow = ['**/*.integration.test.ts', 'e2e/**', '**/node_modules/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,packages,scripts}/**/*.test.{ts,tsx,mjs}'],
          exclude: slow,
        },
      },
      {
        // On PGlite, or with DATABASE_URL on PostgreSQL: the same tests.
        test: {
          name: 'integration',
          include: ['apps/server/**/*.integration.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
