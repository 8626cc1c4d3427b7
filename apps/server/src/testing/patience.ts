import { availableParallelism, loadavg } from 'node:os';

/** The factor of this run, for the processes in which the tests run. */
const variable = 'ECHOAI_TEST_PATIENCE';

/** What `computeAWhile` takes on a quiet machine of 2025. */
const referenceMs = 120;
const largestFactor = 10;

/**
 * Every limit of the tests, in milliseconds. They are there to catch what hangs, not what is slow, so
 * they are generous, and longer on a busy machine. No test has a limit of its own.
 */
export const limits = limitsWith(Number(process.env[variable] ?? 1));

/** @param factor how many times as long as on a quiet machine the tests may take */
function limitsWith(factor: number) {
  const seconds = (count: number) => Math.round(count * 1_000 * factor);
  return {
    /** For something to happen: a job's result, a page's change. */
    wait: seconds(45),
    /** For a great deal to happen, such as 500 executions to end. */
    longWait: seconds(300),
    unitTest: seconds(60),
    /** For a test with a server. */
    test: seconds(150),
    /** For a test that leads through many pages or processes. */
    longTest: seconds(400),
    /** For a test that takes minutes on a quiet machine. */
    wholeTest: seconds(1_200),
    /** For what a test needs before it, and removes after it. */
    hook: seconds(240),
  };
}

/**
 * Measures how slow or busy this machine is, for the whole run: the processes in which the tests run
 * find the factor in their environment. Vitest's configuration calls it.
 */
export function measurePatience(): typeof limits {
  if (process.env[variable]) return limits;
  const load = loadavg()[0]! / availableParallelism();
  const factor = Number(factorOf({ load, tookMs: computeAWhile() }).toFixed(1));
  process.env[variable] = String(factor);
  if (factor > 1) console.log(`This machine is busy or slow: the tests' limits are × ${factor}.`);
  return limitsWith(factor);
}

/**
 * @param load processes that want to run, for each processor
 * @param tookMs what the computation took by the clock
 */
export function factorOf({ load, tookMs }: { load: number; tookMs: number }): number {
  return Math.min(largestFactor, Math.max(1, load, tookMs / referenceMs));
}

/** Computes something that is the same each time. @returns how many milliseconds that took */
function computeAWhile(): number {
  const startedAt = performance.now();
  let hash = 1;
  for (let index = 0; index < 100_000_000; index++) hash = Math.imul(hash ^ index, 16_777_619);
  return performance.now() - startedAt + (hash === 0 ? 1 : 0);
}
