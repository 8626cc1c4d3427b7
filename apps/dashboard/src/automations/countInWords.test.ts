import { expect, test } from 'vitest';
import { countInWords } from './countInWords.ts';

test('A count that reached the end of counting says that it may be more', () => {
  expect([0, 999, 1_000].map(countInWords)).toEqual(['0', '999', '1,000+']);
});
