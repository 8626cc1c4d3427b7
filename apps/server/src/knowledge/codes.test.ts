import { describe, expect, it } from 'vitest';
import { codesIn, codeTermsOf } from './codes.ts';

const formsIn = (text: string) => codesIn(text, { isQuestion: true }).map(({ forms }) => forms);

describe('codes of products', () => {
  it.each([
    ['TX-200', 'tx200'],
    ['tx200', 'tx200'],
    ['TX 200', 'tx200'],
    ['TX_0200', 'tx200'],
    ['AB-12/C', 'ab12c'],
    ['00420', '420'],
  ])('%s is %s, however it is written', (text, term) => {
    expect(codeTermsOf(`The ${text} fits.`)).toContain(term);
    expect(formsIn(`Is ${text} in stock?`).flat()).toContain(term);
  });

  it('are told from words with numbers, decimals, times and dates', () => {
    for (const text of [
      'a 10-day trip',
      'the 20th',
      'under-18',
      '0.05',
      '09:05',
      '2026-01-02',
      'size 42',
    ]) {
      expect(codeTermsOf(text)).toEqual([]);
    }
  });
});
