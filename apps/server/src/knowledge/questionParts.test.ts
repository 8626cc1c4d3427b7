import { describe, expect, it } from 'vitest';
import { questionParts } from './questionParts.ts';

const questions = (message: string) => questionParts(message).map(({ question }) => question);

describe('the questions of a message', () => {
  it.each([
    ['How loud is the mixer and can it crush ice?', ['How loud is the mixer', 'can it crush ice?']],
    [
      'How long is the cable, how many watts does it draw and is it quiet?',
      ['How long is the cable', 'how many watts does it draw', 'is it quiet?'],
    ],
    [
      'Is breakfast included? And where can I park?',
      ['Is breakfast included?', 'And where can I park?'],
    ],
    [
      '1) price of a double room 2) is there a lift',
      ['price of a double room?', 'is there a lift?'],
    ],
    ['a) late checkout b) pets', ['late checkout?', 'pets?']],
  ])('“%s” are taken apart', (message, parts) => {
    expect(questions(message)).toEqual(parts);
  });

  it.each([
    'Do you have rooms and suites?',
    'If the flight is late, can I still check in?',
    'My bed is 140 cm, so which sheets fit?',
    'Is there a sauna, and is that possible?',
    'Can I cancel my booking and get the money back?',
    'Which towel is softer, the red or the blue one?',
    'towels',
    '',
  ])('“%s” is one', (message) => {
    expect(questions(message)).toEqual([message]);
  });

  it('leave a story around them as context', () => {
    const story =
      'We have been coming to the lake since my parents met there in 1971, when the old landlady still baked her own bread and rowed across every morning. Our tent burnt last summer, and the children want real beds for once. Do you rent out cots? Many greetings from all five of us.';
    const [part, ...others] = questionParts(story);
    expect(others).toEqual([]);
    expect(part?.question).toBe('Do you rent out cots?');
    expect(part?.context).toContain('landlady');
  });
});
