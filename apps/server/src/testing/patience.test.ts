import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { factorOf } from './patience.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Ways to give a test, a hook or a wait a limit in milliseconds of its own. */
const literals = [
  /^\s*\}, [\d_]{4,}\);$/, // it('…', () => { … }, 60_000)
  /\btimeout: [\d_]{4,}/,
  /\bsetDefault(Navigation)?Timeout\([\d_]/,
  /\beventually\(.*\), [\d_]+\)/,
  /\b(limitMs|timeoutMs) = [\d_]/,
  /\bwaitFor\((?!.*limits\.wait).*\), [\d_]+\)/,
  /\bAbortSignal\.timeout\([\d_]{5,}\)/,
  /\b(test|hook|teardown)Timeout: [\d_]/,
];

it('no test has a limit of its own, which a busy machine would exceed', () => {
  const files = globSync(
    ['vitest.config.ts', 'e2e/*.ts', '{apps,packages,scripts}/**/*.test.{ts,tsx,mjs}'].concat(
      '{apps,packages}/**/testing/**/*.ts',
    ),
    { cwd: root, exclude: ['**/node_modules/**', '**/patience.test.ts'] },
  );
  expect(files.length).toBeGreaterThan(150);
  const found = files.flatMap((path) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        literals.some((literal) => literal.test(line))
          ? `${path}:${index + 1}: ${line.trim()} (take one of testing/patience.ts)`
          : [],
      ),
  );
  expect(found).toEqual([]);
});

it('limits grow with what the machine has to do beside the tests, and with its slowness', () => {
  expect(factorOf({ load: 0.2, tookMs: 60 })).toBe(1);
  expect(factorOf({ load: 4, tookMs: 120 })).toBe(4);
  expect(factorOf({ load: 1, tookMs: 360 })).toBe(3);
  expect(factorOf({ load: 500, tookMs: 120 })).toBe(10);
});
