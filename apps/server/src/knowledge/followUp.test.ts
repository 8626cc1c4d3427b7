import { describe, expect, it } from 'vitest';
import { followUpQuery, isFollowUp } from './followUp.ts';

const said = (...questions: string[]) =>
  questions.flatMap((content) => [
    { role: 'user' as const, content },
    { role: 'assistant' as const, content: 'Thirty days. [1]' },
  ]);

describe('a follow-up', () => {
  it.each([
    'and for shoes?',
    'And for shoes?',
    'What about sale items?',
    'for jackets',
    'How much does it cost?',
    'Is it waterproof?',
    'do they run small?',
    'why?',
  ])('is “%s”', (question) => {
    expect(isFollowUp(question)).toBe(true);
  });

  it.each([
    'How long do I have to return something?',
    'Is it possible to pay by PayPal?',
    'Are there student discounts?',
    'shipping costs',
    'opening hours',
    'I bought a jacket last week and it lost its colour after washing, what now?',
    'How long does it take to ship to Norway?',
    'For how long can I return shoes that I bought in the winter sale?',
  ])('is not “%s”', (question) => {
    expect(isFollowUp(question)).toBe(false);
  });

  it('is searched for together with the question it continues', () => {
    const query = followUpQuery({
      question: 'and for shoes?',
      history: said('How long do I have to return something?'),
    });
    expect(query).toBe('How long do I have to return something? and for shoes?');
  });

  it('goes back over other follow-ups and thanks to the question that stood for itself', () => {
    const query = followUpQuery({
      question: 'and jackets?',
      history: said('How long do I have to return something?', 'and for shoes?', 'thanks'),
    });
    expect(query).toBe('How long do I have to return something? and jackets?');
  });

  it('with nothing before it is searched for as it is', () => {
    expect(followUpQuery({ question: 'and for shoes?', history: [] })).toBe('and for shoes?');
  });
});

it('a new question leaves the one before behind', () => {
  const query = followUpQuery({
    question: 'Where is your shop in Cork?',
    history: said('How long do I have to return something?'),
  });
  expect(query).toBe('Where is your shop in Cork?');
});
