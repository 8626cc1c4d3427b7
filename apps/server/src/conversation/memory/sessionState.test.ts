import { describe, expect, it } from 'vitest';
import { type Folded, foldMessages } from './foldMessages.ts';
import { summaryTokens } from './limits.ts';
import { renderSummary } from './renderSummary.ts';
import { emptyState, readState } from './sessionState.ts';

const exchange = (number: number, answered: boolean): Folded[] => {
  const id = (part: string) => `msg_${String(number).padStart(5, '0')}${part}`;
  const base = { isForgotten: false, citations: [], answered: null, replyToId: null };
  return [
    { ...base, id: id('a'), role: 'user', content: `Where is parcel number ${number}?` },
    {
      ...base,
      id: id('b'),
      role: 'assistant',
      content: 'So it is.',
      answered,
      replyToId: id('a'),
      citations: answered ? [{ title: `Page ${number % 30}` }] : [],
    },
  ];
};

describe('the state of a conversation', () => {
  it('is the same whether messages are folded one by one or all at once', () => {
    const exchanges = Array.from({ length: 40 }, (_, number) => exchange(number, number % 3 > 0));
    const atOnce = foldMessages(emptyState('ses_1'), exchanges.flat());
    const oneByOne = exchanges.reduce(foldMessages, emptyState('ses_1'));
    expect(oneByOne).toEqual(atOnce);
    expect(readState(JSON.parse(JSON.stringify(atOnce)), 'ses_1')).toEqual({
      state: atOnce,
      problem: null,
    });
  });

  it('stays within its bound however long the conversation is', () => {
    const exchanges = Array.from({ length: 5_000 }, (_, number) =>
      exchange(number, number % 2 > 0),
    );
    const state = foldMessages(emptyState('ses_1'), exchanges.flat());
    const fact = { text: 'x'.repeat(200), sessionId: 'ses_1', sourceMessageId: 'msg_00000a' };
    const summary = renderSummary({ state, facts: Array.from({ length: 200 }, () => fact) });
    expect(summary.length).toBeLessThanOrEqual(4 * summaryTokens);
  });

  it('keeps a question open until it is answered', () => {
    const open = foldMessages(emptyState('ses_1'), exchange(1, false));
    expect(renderSummary({ state: open, facts: [] })).toContain(
      'Not answered: “Where is parcel number 1?”',
    );
    const closed = foldMessages(
      open,
      exchange(1, true).map((row) => ({
        ...row,
        id: `${row.id}z`,
        replyToId: row.replyToId && `${row.replyToId}z`,
      })),
    );
    expect(renderSummary({ state: closed, facts: [] })).toBe('Asked about: Page 1.');
  });

  it.each([
    ['of another version', { version: 0, summary: 'old' }, /version 0/],
    ['truncated', { version: 1, sessionId: 'ses_1' }, /throughMessageId/],
    ['of another session', emptyState('ses_2'), /another conversation/],
    ['no object', 'garbage', /expected object/i],
  ])('%s is not trusted', (_name, stored, problem) => {
    const read = readState(stored, 'ses_1');
    expect(read.state).toBeNull();
    expect(read.problem).toMatch(problem);
  });
});
