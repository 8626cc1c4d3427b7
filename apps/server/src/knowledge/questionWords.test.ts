import { describe, expect, it } from 'vitest';
import { namesOfFact, plainQuestion } from './questionWords.ts';

describe('a message in the words of somebody who takes their time', () => {
  it.each([
    ['hi um i was wondering if like you have cots', 'you have cots'],
    ['opening hrs lisbon sat', 'opening hours lisbon saturday'],
    ['lisbon sun', 'lisbon sunday'],
    ['can u tell me teh price pls', 'can you tell me the price please'],
    ['can I leave it in the sun for a few days?', 'can I leave it in the sun for a few days?'],
    ['We sat down.', 'We sat down.'],
    ['Where can I park?', 'Where can I park?'],
    ['hi', 'hi'],
  ])('“%s” is “%s”', (message, plain) => {
    expect(plainQuestion(message)).toBe(plain);
  });
});

it('a question names the fact that it asks for', () => {
  expect(namesOfFact('how heavy is the kettle')).toContain('weight');
  expect(namesOfFact('what would it set me back')).toContain('price');
  expect(namesOfFact('who founded the company?')).toBe('');
  expect(namesOfFact('do you deliver to Spain?')).toContain('EU countries');
  expect(namesOfFact('I live in Spain')).toBe('');
  expect(namesOfFact('is VAT included in Scotland?')).toBe('Great Britain');
});
