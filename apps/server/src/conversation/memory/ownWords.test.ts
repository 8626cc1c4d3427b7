import { describe, expect, it } from 'vitest';
import { english } from '../words/english.ts';
import { asksAboutSelf, quoteOwnWords } from './ownWords.ts';
import type { Recalled } from './recall.ts';

const said: Recalled = {
  kind: 'message',
  id: 'msg_1',
  text: 'I ordered size 42',
  reason: 'about: size',
  words: 0.6,
  meaning: 0.4,
  score: 1,
  saidAt: Date.UTC(2025, 10, 3),
  isCorrected: false,
  isAsking: false,
  said: null,
  isInWindow: false,
};
const quote = (question: string, recalled: Recalled[], isKnown = false) =>
  quoteOwnWords({ question, memory: { recalled }, isKnown, words: english });

describe('a question of visitors about themselves', () => {
  it.each([
    'What size did I order?',
    'Do you remember my name?',
    'What’s my dog called?',
    'Where do I live?',
    'Who am I?',
  ])('is known by its form: %s', (question) => expect(asksAboutSelf(question)).toBe(true));

  it('is answered by their own words and the date', () => {
    expect(quote('What size did I order?', [said])).toBe(
      'You told me on 3 November 2025: “I ordered size 42”',
    );
  });

  it('tells what they said of somebody else, without taking it for theirs', () => {
    const text = 'My brother wears a 46';
    expect(quote('What shoe size do I take?', [{ ...said, text }])).toBe(
      'You haven’t told me that about yourself. What you did tell me is this: You told me on 3 November 2025: “My brother wears a 46”',
    );
    expect(quote('What size did I say my brother takes?', [{ ...said, text }])).toBe(
      'You told me on 3 November 2025: “My brother wears a 46”',
    );
  });

  it('is not answered by what fits badly, or by what they asked themselves', () => {
    expect(quote('What size did I order?', [{ ...said, words: 0.1, meaning: 0.2 }])).toBeNull();
    expect(quote('Did I miss the return window?', [{ ...said, isAsking: true }])).toBeNull();
  });

  it('is left to the knowledge when the business knows better', () => {
    expect(quote('What do I have to pay for size 42?', [said], true)).toBeNull();
    expect(quote('What size did I order?', [said], true)).not.toBeNull();
  });

  it('shows what looks like Markdown as it was written', () => {
    expect(quote('What did I say?', [{ ...said, text: '**[x](https://x.example)**' }])).toContain(
      '\\*\\*\\[x\\](https://x.example)\\*\\*',
    );
  });
});
