import { expect, test } from 'vitest';
import { causeInWords, durationInWords } from './words.ts';

test('A duration is said in the largest unit that fits, and never as more than it was', () => {
  const words = [0, 999.4, 1_000, 1_990, 59_999, 61_000, 5_400_000, 90_000_000];
  expect(words.map(durationInWords)).toEqual([
    'less than 1 ms',
    '999 ms',
    '1 s',
    '1.9 s',
    '59.9 s',
    '1 min',
    '1.5 h',
    '1 d',
  ]);
});

test('A cause is said in words, and one that is not known as it is', () => {
  expect(causeInWords('webhook msg_1')).toBe('Its webhook');
  expect(causeInWords('moon 3')).toBe('moon 3');
});

test('A cause at a provider names the provider', () => {
  expect(causeInWords('google-sheets 6f1e-12')).toBe('A new row in Google Sheets');
  expect(causeInWords('slack Ev061F8H4Q')).toBe('Something in Slack');
  expect(causeInWords('hubspot 42-0')).toBe('A change in HubSpot');
});
