import type { VisitorSession } from '@echoai/contract';
import { beforeEach, expect, test } from 'vitest';
import { CallError, failureOf, offline } from './failure.ts';
import { createHistory } from './history.ts';

const paths: string[] = [];
let pages: (Error | { ids: string[]; nextCursor: string | null })[];
let visitorToken: string | undefined;

const sessionOf = (id: string): VisitorSession => ({
  id,
  subject: `About ${id}`,
  preview: '',
  messageCount: 2,
  createdAt: '2026-01-01T00:00:00Z',
  lastMessageAt: '2026-01-01T00:00:00Z',
});
const open = () =>
  createHistory({
    session: { read: () => ({ visitorToken }) } as never,
    async call<Result>(_method: string, path: string) {
      paths.push(path);
      const page = pages.shift()!;
      if (page instanceof Error) throw page;
      return { items: page.ids.map(sessionOf), nextCursor: page.nextCursor } as Result;
    },
  });

beforeEach(() => {
  paths.length = 0;
  visitorToken = 'token';
});

test('The conversations come page by page, each once', async () => {
  pages = [
    { ids: ['a', 'b'], nextCursor: 'after b' },
    { ids: ['b', 'c'], nextCursor: null },
  ];
  const history = open();
  await history.readPage();
  expect(history.read()).toMatchObject({ hasMore: true, isBusy: false });
  await history.readPage();
  expect(history.read().sessions!.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(history.read().hasMore).toBe(false);
  expect(paths[1]).toContain('cursor=after%20b');
});

test('A page that did not come keeps those before, and is asked for again', async () => {
  pages = [{ ids: ['a'], nextCursor: 'after a' }, new CallError(offline)];
  const history = open();
  await history.readPage();
  await history.readPage();
  expect(history.read().failure?.code).toBe('offline');
  pages = [{ ids: ['b'], nextCursor: null }];
  await history.readPage();
  expect(history.read()).toMatchObject({ failure: undefined, hasMore: false });
  expect(history.read().sessions).toHaveLength(2);
});

test('Whoever never wrote, or is no longer known, has none', async () => {
  visitorToken = undefined;
  const history = open();
  await history.readPage();
  expect(history.read().sessions).toEqual([]);
  expect(paths).toEqual([]);

  visitorToken = 'old';
  pages = [new CallError(failureOf({ code: 'visitor-token-required' }))];
  await history.readPage();
  expect(history.read()).toMatchObject({ sessions: [], failure: undefined });
});
