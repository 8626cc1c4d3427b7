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
    // Word processors write hyphens of their own.
    ['TX\u2011200', 'tx200'],
    ['TX\u2013200', 'tx200'],
    ['CHAIR-120', 'chair120'],
    ['MUG-0042', 'mug42'],
    ['400-6381-333931', '4006381333931'],
    ['4 006381 333931', '4006381333931'],
    ['0815/4711', '8154711'],
    ['702.611.50', '70261150'],
  ])('%s is %s, however it is written', (text, term) => {
    expect(codeTermsOf(`The ${text} fits.`)).toContain(term);
    expect(formsIn(`Is ${text} in stock?`).flat()).toContain(term);
  });

  it('are not found in words with numbers, decimals, times and dates', () => {
    for (const text of [
      'a 10-day trip',
      'the 20th',
      'under-18',
      '0.05',
      '09:05',
      '2026-01-02',
      'size 42',
      '01.02.2026',
      '2020-2024',
      '1.250.000',
      '5.99',
      'EUR 200',
      'v1.2.3',
      'the 24-hour desk',
    ]) {
      expect(codeTermsOf(text)).toEqual([]);
    }
  });

  it('are two on both sides of a stroke', () => {
    expect(codeTermsOf('Fits TX-200/TX-300.')).toEqual(['tx200', 'tx300']);
  });

  it('end where a script without spaces goes on', () => {
    expect(codeTermsOf('型番TX-200です')).toEqual(['tx200']);
  });

  it('of a question may go on after a space, and begin with no word such as “a”', () => {
    expect(formsIn('Is the RTX4090 Ti in stock?').flat()).toContain('rtx4090ti');
    expect(formsIn('wh 1000 xm5?').flat()).toContain('wh1000xm5');
    expect(formsIn('is there a 42 inch one')).toEqual([]);
  });
});
