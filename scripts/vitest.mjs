/** One run of Vitest, and what came of it. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { binary, NODE_COMPILE_CACHE, ROOT, run } from './command.mjs';

/**
 * @typedef {object} Result of a test, or of what a file does outside its tests
 * @property {string} file relative to the folder of the tests
 * @property {string} name empty for the file's own
 * @property {'passed' | 'failed' | 'skipped'} state
 * @property {string} error how its message begins
 *
 * @typedef {object} Outcome
 * @property {Result[]} results
 * @property {string | null} wrong what is wrong with the run and with no test; null for nothing
 */

const reporter = fileURLToPath(new URL('./reporter.mjs', import.meta.url));

/**
 * @param {object} options
 * @param {string} options.node path of the Node binary
 * @param {string[]} options.args
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.folder] the tests' configuration is in it
 * @param {'inherit' | 'capture'} [options.output] of Vitest, which is shown unless it is captured
 * @returns {Promise<Outcome>}
 */
export async function runVitest({ node, args, env = {}, folder = ROOT, output = 'inherit' }) {
  const temporary = mkdtempSync(join(tmpdir(), 'echoai-test-'));
  const report = join(temporary, 'report.json');
  try {
    const { code } = await run({
      command: node,
      args: [
        binary('vitest', 'vitest'),
        'run',
        '--reporter=default',
        `--reporter=${reporter}`,
        ...args,
      ],
      cwd: folder,
      env: { ...env, NODE_ENV: 'test', NODE_COMPILE_CACHE, ECHOAI_TEST_REPORT: report },
      output,
    });
    if (!existsSync(report)) return { results: [], wrong: `Vitest ended with ${code}` };
    const { files, unhandled } = /** @type {import('./reporter.mjs').Report} */ (
      JSON.parse(readFileSync(report, 'utf8'))
    );
    const results = files.flatMap((file) => resultsOf(file, folder));
    if (unhandled.length > 0) return { results, wrong: `outside any test: ${unhandled[0]}` };
    const isWrong = code !== 0 && results.every(({ state }) => state !== 'failed');
    return { results, wrong: isWrong ? `Vitest ended with ${code} though no test failed` : null };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * @param {import('./reporter.mjs').FileReport} report
 * @param {string} folder
 * @returns {Result[]}
 */
function resultsOf({ file: path, errors, tests }, folder) {
  const file = relative(folder, path);
  /** @type {Result[]} */
  const own = errors.length > 0 ? [{ file, name: '', state: 'failed', error: errors[0] }] : [];
  return [...own, ...tests.map((test) => ({ file, ...test }))];
}
