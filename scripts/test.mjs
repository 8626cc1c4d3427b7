/**
 * `npm test`: style, types, then Vitest (unit, integration, end to end). Prepares everything itself,
 * stops at the first step that fails, and ends with one plain line of counts.
 *
 * Arguments after `--` go to Vitest. `--integration-only` leaves out style and types and runs the
 * integration tests alone, as the second pass on a real PostgreSQL does (see .ci/run).
 */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { binary, NODE_COMPILE_CACHE, ROOT, run } from './command.mjs';
import { ensureInstalled } from './install.mjs';
import { ensureNode24 } from './node24.mjs';
import { elapsed, heading, reportFailure, ScriptError } from './progress.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Counts
 *   `failures` has a line for each failed test: its file, its name, and how its message begins
 */

const TYPE_PROJECTS = ['.', 'apps/widget', 'apps/dashboard', 'packages/react'];

const integrationOnly = process.argv.includes('--integration-only');
const filters = process.argv.slice(2).filter((argument) => argument !== '--integration-only');
if (integrationOnly) filters.push('--project', 'integration');

/**
 * @param {string} name
 * @param {() => Promise<boolean>} work says whether it succeeded
 */
async function step(name, work) {
  heading(name);
  const since = Date.now();
  const succeeded = await work();
  console.log(`${succeeded ? '✓' : '✗'} ${name}  ${elapsed(since)}`);
  if (!succeeded) throw new ScriptError(`${name} failed; nothing after it was run.`);
}

/**
 * @param {string} node path of the Node binary
 */
async function checkStyle(node) {
  const args = [binary('@biomejs/biome', 'biome'), 'ci', '.'];
  return (await run({ command: node, args, output: 'inherit' })).code === 0;
}

/**
 * @param {string} node path of the Node binary
 */
async function checkTypes(node) {
  const projects = TYPE_PROJECTS.filter((folder) =>
    existsSync(join(ROOT, folder, 'tsconfig.json')),
  );
  const checks = projects.map(async (folder) => {
    const { code, output } = await run({
      command: node,
      args: [binary('typescript', 'tsc'), '-p', folder],
    });
    console.log(`${code === 0 ? '✓' : '✗'} tsc -p ${folder}`);
    if (code !== 0) console.log(output.trimEnd());
    return code === 0;
  });
  return (await Promise.all(checks)).every(Boolean);
}

/**
 * @param {string} node path of the Node binary
 * @returns {Promise<Counts>}
 */
async function runVitest(node) {
  const chromium = wants('e2e') ? { CHROMIUM_PATH: await ensureChromium() } : {};
  const folder = mkdtempSync(join(tmpdir(), 'echoai-test-'));
  const report = join(folder, 'report.json');
  try {
    const { code } = await run({
      command: node,
      args: [
        binary('vitest', 'vitest'),
        'run',
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
        ...filters,
      ],
      env: { ...chromium, NODE_ENV: 'test', NODE_COMPILE_CACHE },
      output: 'inherit',
    });
    const counts = readCounts(report);
    if (code !== 0 && counts.failed === 0) {
      console.log(`Vitest ended with ${code} though no test failed; what it printed says why.`);
      return { ...counts, failed: 1, failures: [`Vitest ended with ${code}`] };
    }
    return counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Whether the filters let this Vitest project run.
 * @param {string} project
 */
function wants(project) {
  const named = filters.flatMap((argument, index) => {
    if (argument === '--project') return filters[index + 1] ?? [];
    return argument.startsWith('--project=') ? argument.slice('--project='.length) : [];
  });
  return named.length === 0 || named.some((name) => name === project || /[*!]/.test(name));
}

/**
 * @param {string} report file of Vitest's JSON reporter; missing when Vitest crashed
 * @returns {Counts}
 */
function readCounts(report) {
  if (!existsSync(report)) return { passed: 0, failed: 0, skipped: 0, failures: [] };
  const result = JSON.parse(readFileSync(report, 'utf8'));
  /** @type {string[]} */
  const failures = [];
  let brokenFiles = 0;
  for (const file of result.testResults) {
    const name = relative(ROOT, file.name);
    for (const test of file.assertionResults) {
      if (test.status !== 'failed') continue;
      failures.push(`✗ ${name}: ${test.fullName}\n    ${beginning(test.failureMessages[0])}`);
    }
    // A file that fails before its first test counts as one failure.
    if (file.status === 'failed' && file.assertionResults.length === 0) {
      brokenFiles += 1;
      failures.push(`✗ ${name}: ${beginning(file.message)}`);
    }
  }
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + brokenFiles,
    skipped: result.numPendingTests + result.numTodoTests,
    failures,
  };
}

/** @param {string | undefined} message */
function beginning(message = '') {
  return message.split('\n').slice(0, 3).join(' ').slice(0, 400);
}

const since = Date.now();
/** @type {Counts} */
let counts = { passed: 0, failed: 1, skipped: 0, failures: [] };
try {
  const node = await ensureNode24();
  await ensureInstalled(node, 'all');
  await ensureBuilt(node);
  if (!integrationOnly) {
    await step('Style (Biome)', () => checkStyle(node));
    await step('Types (TypeScript)', () => checkTypes(node));
  }
  await step('Tests (Vitest)', async () => {
    counts = await runVitest(node);
    return counts.failed === 0;
  });
} catch (error) {
  reportFailure(error);
}
for (const failure of counts.failures) console.log(failure);
console.log(`\n${process.exitCode ? 'Failed' : 'Done'} after ${elapsed(since)}.`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
