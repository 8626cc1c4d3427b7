import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { reportVerdict, runTests } from './chance.mjs';

const folder = fileURLToPath(new URL('./fixtures/chance', import.meta.url));
/** Vitest tells a process of itself by its environment, which is not meant for the one started here. */
const unset = Object.fromEntries(
  Object.keys(process.env)
    .filter((name) => name.startsWith('VITEST'))
    .map((name) => [name, undefined]),
);

/** @type {string} */
let temporary;
/** @type {string[]} */
let printed;

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'echoai-chance-'));
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void printed.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(temporary, { recursive: true, force: true });
});

/** @param {string[]} files */
function runCases(...files) {
  const env = { ...unset, CHANCE_FOLDER: temporary };
  const args = files.map((name) => `${name}.case.mjs`);
  return runTests({ node: process.execPath, args, env, folder, output: 'capture' });
}

it('a test and a set-up that fail once and pass alone are green, and named', async () => {
  const verdict = await runCases('sound', 'test', 'setup');
  expect(verdict).toEqual({
    passed: 4,
    failed: 0,
    skipped: 1,
    failures: [],
    flaky: [
      'flaky: setup.case.mjs: what runs before or after its tests\n    a set-up failed by chance',
      'flaky: test.case.mjs: fails the first time\n    a test failed by chance',
    ],
  });

  const file = join(temporary, 'kept/flaky.txt');
  reportVerdict(verdict, file);
  expect(printed.slice(-2)).toEqual(verdict.flaky);
  expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^\d{4}-\S+ flaky: setup\.case\.mjs: .* a set-up failed by chance$/),
    expect.stringMatching(/^\d{4}-\S+ flaky: test\.case\.mjs: .* a test failed by chance$/),
  ]);
  printed = [];
  reportVerdict({ ...verdict, flaky: [] }, file);
  expect(printed.join('\n')).toContain('Flaky in earlier runs');
  expect(printed.join('\n')).toContain('a test failed by chance');
});

it('three flaky ones fail the run', async () => {
  const verdict = await runCases('sound', 'test', 'setup', 'file');
  expect(verdict).toMatchObject({ passed: 4, failed: 3, skipped: 1 });
  expect(verdict.flaky).toHaveLength(3);
  expect(verdict.failures).toEqual([expect.stringContaining('3 flaky tests')]);
});

it('a test that fails alone too fails the run', async () => {
  const verdict = await runCases('sound', 'broken');
  expect(verdict).toEqual({
    passed: 1,
    failed: 1,
    skipped: 1,
    failures: ['✗ broken.case.mjs: always fails\n    for a reason'],
    flaky: [],
  });
});
