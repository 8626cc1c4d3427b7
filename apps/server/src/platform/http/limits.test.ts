import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLimit, type Limit } from './limits.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** How many of `times` uses pass. */
function passing(limit: Limit, who: (use: number) => string, times: number): number {
  let passed = 0;
  for (let use = 0; use < times; use++) {
    try {
      limit.take(who(use));
      passed++;
    } catch (error) {
      expect(error).toMatchObject({ code: 'rate-limited', retryAfter: expect.any(Number) });
    }
  }
  return passed;
}

describe('a limit by address', () => {
  it('refuses what is too much, says when to come again, and forgets after its time', () => {
    const limit = createLimit({ name: 'turns', by: 'address', allowance: 3 });
    expect(passing(limit, () => '203.0.113.9', 10)).toBe(3);
    expect(passing(limit, () => '203.0.113.8', 10)).toBe(3);
    vi.advanceTimersByTime(20_000);
    expect(() => limit.check('203.0.113.9')).toThrow('Try again in 40 seconds.');
    vi.advanceTimersByTime(40_000);
    expect(passing(limit, () => '203.0.113.9', 10)).toBe(3);
  });

  it('does not count this very machine', () => {
    const limit = createLimit({ name: 'turns', by: 'address', allowance: 3 });
    expect(passing(limit, () => '127.0.0.1', 10)).toBe(10);
    expect(passing(limit, () => '0:0:0:0::/64', 10)).toBe(10);
  });

  it('lets a whole /48 do sixteen times what one /64 may', () => {
    const limit = createLimit({ name: 'turns', by: 'address', allowance: 3 });
    const block = (use: number) => `2001:db8:1:${use.toString(16)}::/64`;
    expect(passing(limit, block, 1_000)).toBe(48);
    expect(passing(limit, () => '2001:db8:2:1::/64', 10)).toBe(3);
  });

  it('remembers a bounded number of them, whatever address space somebody has', () => {
    const limit = createLimit({ name: 'turns', by: 'address', allowance: 3 });
    const block = (use: number) => `2001:db8:${use.toString(16)}:1::/64`;
    expect(passing(limit, () => block(0), 5)).toBe(3);
    passing(limit, block, 6_000);
    // The first of them was forgotten before its time.
    expect(passing(limit, () => block(0), 5)).toBe(3);
  });
});

describe('a limit by something else', () => {
  it('counts each by its name, and separately what is only looked at', () => {
    const limit = createLimit({ name: 'codes', by: 'chatbot', allowance: 2, seconds: 3_600 });
    for (let look = 0; look < 10; look++) limit.check('bot_1');
    expect(passing(limit, () => 'bot_1', 5)).toBe(2);
    expect(passing(limit, () => 'bot_2', 5)).toBe(2);
    expect(() => limit.check('bot_1')).toThrow('Try again in 60 minutes.');
    limit.giveBack('bot_2');
    expect(passing(limit, () => 'bot_2', 5)).toBe(1);
  });
});

it('every limit is listed in docs/operations.md', () => {
  const root = fileURLToPath(new URL('../../../../../', import.meta.url));
  const page = readFileSync(`${root}docs/operations.md`, 'utf8');
  const sources = globSync('apps/server/src/**/*.ts', { cwd: root, exclude: ['**/*.test.ts'] });
  const limits = sources.flatMap((file) =>
    [
      ...readFileSync(root + file, 'utf8').matchAll(
        /create(?:Limit|LookUp)\(\{\s*name: '([^']+)'/g,
      ),
    ].map(([, name]) => name!),
  );
  expect(limits.length).toBeGreaterThan(10);
  expect(limits.filter((name) => !page.includes(`| ${name} `))).toEqual([]);
});
