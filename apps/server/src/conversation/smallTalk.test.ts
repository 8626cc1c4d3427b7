import { describe, expect, it } from 'vitest';
import { replyToSmallTalk } from './smallTalk.ts';

const reply = (question: string, welcomeMessage = 'Welcome!') =>
  replyToSmallTalk({ question, chatbot: { name: 'Ada', welcomeMessage } });

describe('small talk', () => {
  it.each(['Hi', 'hello!', 'Hey there 👋', 'Hi,', 'Good morning.', 'good\nevening', '  HELLO  '])(
    '“%s” is greeted with the owner’s words',
    (question) => {
      expect(reply(question)).toBe('Welcome!');
    },
  );

  it('is greeted with ours where the owner has none', () => {
    expect(reply('hi', '')).toMatch(/^Hello!/);
  });

  it.each(['thanks', 'Thank you so much!', 'ok, thanks', 'ok,thanks', 'Great', 'Thx :)'])(
    '“%s” is thanked back',
    (question) => {
      expect(reply(question)).toMatch(/welcome/);
    },
  );

  it.each(['bye', 'Goodbye!', 'bye-bye', 'See you.'])('“%s” is taken leave of', (question) => {
    expect(reply(question)).toMatch(/^Goodbye/);
  });

  it.each(['Who are you?', 'are you a robot', 'What can you do?', 'help', 'Can you help me?'])(
    '“%s” is told who answers',
    (question) => {
      expect(reply(question)).toContain('I am Ada, an automated assistant.');
    },
  );

  it.each([
    'Hi, when do you open?',
    'thanks, and what about shoes?',
    'Can you help me with my order?',
    'good morning yoga class',
    'highlights',
    'help desk hours',
    '👍',
    '',
    `hello ${'!'.repeat(80)}`,
  ])('is not “%s”', (question) => {
    expect(reply(question)).toBeNull();
  });
});
