import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { measurePatience } from './apps/server/src/testing/patience.ts';

const limits = measurePatience();

const slow = ['**/*.integration.test.ts', 'e2e/**', '**/node_modules/**'];

/**
 * Tests with servers of their own. A worker keeps what it has loaded from file to file, since loading
 * the server takes seconds; what a file changes it puts back. They live for minutes, in which optimising
 * PGlite's code takes more of the processor than it saves.
 */
const withServers = {
  globalSetup: ['apps/server/src/testing/preparedDatabase.ts'],
  isolate: false,
  execArgv: ['--liftoff-only'],
  maxWorkers: 2,
};

/**
 * Files in Vitest's order, but for the crash tests: they take minutes, and would be all that runs at
 * the end if they began there.
 */
class CrashTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const [first, rest] = [true, false].map((isCrash) =>
      sorted.filter(({ moduleId }) => moduleId.includes('crash.integration') === isCrash),
    );
    return [...first!, ...rest!];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: CrashTestsFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,packages,scripts}/**/*.test.{ts,tsx,mjs}'],
          exclude: slow,
          testTimeout: limits.unitTest,
          hookTimeout: limits.hook,
          expect: { poll: { timeout: limits.wait } },
        },
      },
      {
        // On PGlite, or with DATABASE_URL on PostgreSQL: the same tests.
        test: {
          ...withServers,
          name: 'integration',
          maxWorkers: 3, // many tests wait: for a provider that is silent, for a limit to pass
          sequence: { groupOrder: 1 }, // required of a number of workers of its own
          include: ['apps/server/**/*.integration.test.ts'],
          testTimeout: limits.test,
          hookTimeout: limits.hook,
          expect: { poll: { timeout: limits.wait } },
        },
      },
      {
        test: {
          ...withServers,
          name: 'e2e',
          sequence: { groupOrder: 2 },
          globalSetup: [...withServers.globalSetup, 'e2e/preparedDemo.ts', 'e2e/browser.ts'],
          include: ['e2e/**/*.test.ts'],
          testTimeout: limits.longTest,
          hookTimeout: limits.hook,
          expect: { poll: { timeout: limits.wait } },
        },
      },
    ],
  },
});
