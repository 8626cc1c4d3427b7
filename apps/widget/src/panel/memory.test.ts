import type { MemoryFact } from '@echoai/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CallError, failureOf, offline } from './failure.ts';
import { createMemory, type Memory } from './memory.ts';

const calls: string[] = [];
let obstacles: CallError[];
let memory: Memory;

const factOf = (id: string, text: string): MemoryFact => ({
  id,
  text,
  sourceMessageId: null,
  createdAt: '2026-01-01T00:00:00Z',
  expiresAt: null,
  correctedAt: null,
});

beforeEach(async () => {
  vi.useFakeTimers();
  obstacles = [];
  memory = createMemory({
    visitor: {
      session: { read: () => ({ visitorToken: 'token' }) } as never,
      async call<Result>(method: string, path: string, { body }: { body?: object } = {}) {
        const obstacle = obstacles.shift();
        if (obstacle) throw obstacle;
        if (method === 'GET') {
          return { items: [factOf('1', 'Wears size 42'), factOf('2', 'Has a dog')] } as Result;
        }
        calls.push(`${method} ${path}`);
        return { ...factOf('1', ''), ...body } as Result;
      },
    },
    undoTime: 5_000,
  });
  await memory.load();
  calls.length = 0;
});
afterEach(() => vi.useRealTimers());

const texts = () => memory.read().facts!.map(({ text }) => text);

test('A fact is put right, or stays as it is with the reason', async () => {
  expect(await memory.correct('1', 'Wears size 43')).toBe(true);
  expect(texts()).toEqual(['Wears size 43', 'Has a dog']);
  obstacles = [new CallError(offline)];
  expect(await memory.correct('2', 'Has a cat')).toBe(false);
  expect(texts()).toEqual(['Wears size 43', 'Has a dog']);
  expect(memory.read().failure?.code).toBe('offline');
});

test('A fact is forgotten after a while in which that can be undone', async () => {
  memory.forget('1');
  expect(memory.read().leaving).toEqual(['1']);
  memory.undo('1');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(calls).toEqual([]);
  expect(memory.read().leaving).toEqual([]);

  memory.forget('1');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(calls).toEqual(['DELETE /visitor/memory/1']);
  expect(texts()).toEqual(['Has a dog']);
});

test('What is leaving is forgotten at once when nobody looks any more', async () => {
  memory.forget('1');
  memory.finish();
  expect(calls).toEqual(['DELETE /visitor/memory/1']);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(calls).toHaveLength(1);
});

test('What could not be forgotten is there again; what was gone already is gone', async () => {
  obstacles = [new CallError(offline)];
  memory.forget('1');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(memory.read()).toMatchObject({ leaving: [], failure: { code: 'offline' } });
  expect(texts()).toHaveLength(2);

  obstacles = [new CallError(failureOf({ code: 'not-found' }))];
  memory.forget('1');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(texts()).toEqual(['Has a dog']);
});

test('Everything is forgotten in one go', async () => {
  memory.forget('1');
  expect(await memory.forgetAll()).toBe(true);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(calls).toEqual(['DELETE /visitor/memory']);
  expect(texts()).toEqual([]);
});
