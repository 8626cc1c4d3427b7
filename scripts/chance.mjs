/**
 * Tests that fail by chance. What failed runs once more, alone, at the end; what passes then is flaky.
 * It does not fail the run, but it is named, and three of them do. See decision 0024.
 */

import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './command.mjs';
import { heading } from './progress.mjs';
import { runVitest } from './vitest.mjs';

/**
 * @typedef {import('./vitest.mjs').Result} Result
 *
 * @typedef {object} Verdict
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} failures for each its file, its name, and how its message begins
 * @property {string[]} flaky the same, of tests that failed once and passed once
 */

/** Where the flaky tests of all runs are kept. */
const flakyFile = join(ROOT, 'node_modules/.cache/echoai/flaky.txt');

/** So many flaky tests are no chance any more. */
const tooManyFlaky = 3;
/** More failures than these are no chance either, and are not run again. */
const mostAgain = 12;

/**
 * Runs tests, and what failed once more.
 * @param {Parameters<typeof runVitest>[0]} options
 * @returns {Promise<Verdict>}
 */
export async function runTests(options) {
  const first = await runVitest(options);
  const failed = first.results.filter(hasFailed);
  if (first.wrong || failed.length === 0) return verdictOf(first);
  if (failed.length > mostAgain) {
    console.log(`${failed.length} failures are no chance: nothing is run again.`);
    return verdictOf(first);
  }
  heading('What failed, once more and alone');
  const files = new Set(failed.map(({ file }) => file));
  // Whole files, one after the other: a test may stand on those before it.
  const args = [...optionsOf(options.args), '--maxWorkers=1', ...files];
  const again = await runVitest({ ...options, args });
  if (again.wrong) return verdictOf({ ...first, wrong: again.wrong });
  const { results, flaky } = compare(new Map(keyed(first.results)), new Map(keyed(again.results)));
  const verdict = verdictOf({ results, wrong: null });
  return flaky.length === 0 ? verdict : withFlaky(verdict, flaky);
}

/**
 * @param {Map<string, Result>} first
 * @param {Map<string, Result>} second of the files in which something failed
 */
function compare(first, second) {
  /** @type {Result[]} */
  const results = [];
  /** @type {Result[]} */
  const flaky = [];
  for (const [key, after] of second) if (!first.has(key)) results.push(after);
  for (const [key, before] of first) {
    const after = second.get(key);
    // What a file does outside its tests has a result only when it failed.
    const passesNow = after ? after.state === 'passed' : before.name === '';
    if (before.state === 'skipped') results.push(after ?? before);
    else if (before.state === 'failed' && !passesNow) results.push(before);
    else {
      results.push({ ...before, state: 'passed' });
      if (before.state === 'failed') flaky.push(before);
      else if (after?.state === 'failed') flaky.push(after);
    }
  }
  return { results, flaky };
}

/** @param {Result} result */
const hasFailed = ({ state }) => state === 'failed';

/**
 * Each with a key that is its own: two tests of a file may have one name.
 * @param {Result[]} results
 * @returns {[string, Result][]}
 */
function keyed(results) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  return results.map((result) => {
    const name = `${result.file}\n${result.name}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return [`${name}\n${count}`, result];
  });
}

/**
 * Arguments of Vitest without the files that it is asked for.
 * @param {string[]} args
 */
function optionsOf(args) {
  const withValue = /^(-t|--testNamePattern|--project|--exclude)$/;
  return args.filter(
    (argument, index) => argument.startsWith('-') || withValue.test(args[index - 1] ?? ''),
  );
}

/**
 * @param {import('./vitest.mjs').Outcome} outcome
 * @returns {Verdict}
 */
function verdictOf({ results, wrong }) {
  const failed = results.filter(hasFailed);
  const tests = results.filter(({ name }) => name !== '');
  return {
    passed: tests.filter(({ state }) => state === 'passed').length,
    failed: failed.length + (wrong ? 1 : 0),
    skipped: tests.filter(({ state }) => state === 'skipped').length,
    failures: [...failed.map((result) => `✗ ${said(result)}`), ...(wrong ? [`✗ ${wrong}`] : [])],
    flaky: [],
  };
}

/**
 * @param {Verdict} verdict
 * @param {Result[]} flaky
 * @returns {Verdict}
 */
function withFlaky(verdict, flaky) {
  const lines = flaky.map((result) => `flaky: ${said(result)}`);
  if (flaky.length < tooManyFlaky) return { ...verdict, flaky: lines };
  const passed = flaky.filter(({ name }) => name !== '').length;
  return {
    ...verdict,
    passed: verdict.passed - passed,
    failed: verdict.failed + flaky.length,
    failures: [
      ...verdict.failures,
      `✗ ${flaky.length} flaky tests: so many are no chance, and fail the run`,
    ],
    flaky: lines,
  };
}

/** @param {Result} result */
function said({ file, name, error }) {
  return `${file}: ${name || 'what runs before or after its tests'}\n    ${error}`;
}

/**
 * Prints what failed and what was flaky, with the flaky tests of earlier runs, and keeps those of
 * this one.
 * @param {Verdict} verdict
 * @param {string} [path]
 */
export function reportVerdict({ failures, flaky }, path = flakyFile) {
  const earlier = existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
  if (flaky.length > 0) {
    mkdirSync(dirname(path), { recursive: true });
    const day = new Date().toISOString().slice(0, 16);
    appendFileSync(path, flaky.map((line) => `${day} ${line.replaceAll('\n', '')}\n`).join(''));
  }
  for (const line of failures) console.log(line);
  if (earlier.length > 0) {
    console.log(`\nFlaky in earlier runs (${path}):`);
    for (const line of earlier.slice(-10)) console.log(`  ${line}`);
  }
  if (flaky.length > 0) console.log('\nFailed once and passed once, so look into them:');
  for (const line of flaky) console.log(line);
}
