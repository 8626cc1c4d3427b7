import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTokens, windowTokens } from './limits.ts';
import { type Said, takeWindow } from './window.ts';

const said = fc.array(
  fc.record({
    role: fc.constantFrom('user' as const, 'assistant' as const),
    content: fc.string({ maxLength: 6000, unit: 'grapheme' }),
  }),
  { maxLength: 60 },
);
const numbered = (messages: Omit<Said, 'id'>[]): Said[] =>
  messages.map((message, index) => ({ ...message, id: `msg_${String(index).padStart(3, '0')}` }));

describe('the window of a conversation', () => {
  it('holds the last ten exchanges, and what came before is left', () => {
    const messages = numbered(
      Array.from({ length: 24 }, (_, index) => ({
        role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
        content: `message ${index}`,
      })),
    );
    expect(takeWindow(messages).map(({ id }) => id)).toEqual(messages.slice(4).map(({ id }) => id));
  });

  it('stays within its tokens, is the end of the conversation, and begins with the visitor', () => {
    fc.assert(
      fc.property(said, (messages) => {
        const window = takeWindow(numbered(messages));
        const tokens = window.reduce((sum, { content }) => sum + countTokens(content), 0);
        expect(tokens).toBeLessThanOrEqual(windowTokens);
        expect(window.map(({ id }) => id)).toEqual(
          numbered(messages)
            .slice(messages.length - window.length)
            .map(({ id }) => id),
        );
        if (window.length > 0) expect(window[0]!.role).toBe('user');
      }),
      { numRuns: 200 },
    );
  });
});
