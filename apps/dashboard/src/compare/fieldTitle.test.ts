import { expect, it } from 'vitest';
import { fieldTitle } from './fieldTitle.ts';

it('names a field as its form does, also within groups, lists and modes', () => {
  expect(fieldTitle('ask_visitor', ['question'])).toBe('Question');
  expect(fieldTitle('http_request', ['headers', '1', 'value'])).toBe('Headers › 2 › Value');
  expect(fieldTitle('wait', ['until', 'duration', 'amount'])).toBe('Until › For › Amount');
  expect(fieldTitle('wait', ['until', 'mode'])).toBe('Until › Kind');
  expect(fieldTitle('gone', ['delaySeconds'])).toBe('Delay seconds');
  expect(fieldTitle('wait', ['label'])).toBe('Label');
});
