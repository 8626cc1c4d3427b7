/**
 * `npm test`: style, types, then Vitest (unit, integration, end to end). Prepares everything itself,
 * stops at the first step that fails, and ends with one plain line of counts.
 *
 * Arguments after `--` go to Vitest. `--integration-only` leaves out style and types and runs the
 * integration tests alone, as the second pass on a real PostgreSQL does (see .ci/run).
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { reportVerdict, runTests } from './chance.mjs';
import { ensureChromium } from './chromium.mjs';
import { binary, ROOT, run } from './command.mjs';
import { ensureInstalled } from './install.mjs';
import { ensureNode24 } from './node24.mjs';
import { elapsed, heading, reportFailure, ScriptError } from './progress.mjs';

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
 */
async function test(node) {
  const chromium = wants('e2e') ? { CHROMIUM_PATH: await ensureChromium() } : {};
  return runTests({ node, args: filters, env: chromium });
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

const since = Date.now();
/** @type {import('./chance.mjs').Verdict} */
let verdict = { passed: 0, failed: 1, skipped: 0, failures: [], flaky: [] };
try {
  const node = await ensureNode24();
  await ensureInstalled(node, 'all');
  await ensureBuilt(node);
  if (!integrationOnly) {
    await step('Style (Biome)', () => checkStyle(node));
    await step('Types (TypeScript)', () => checkTypes(node));
  }
  await step('Tests (Vitest)', async () => {
    verdict = await test(node);
    return verdict.failed === 0;
  });
} catch (error) {
  reportFailure(error);
}
reportVerdict(verdict);
console.log(`\n${process.exitCode ? 'Failed' : 'Done'} after ${elapsed(since)}.`);
console.log(`${verdict.passed} passed, ${verdict.failed} failed, ${verdict.skipped} skipped`);
