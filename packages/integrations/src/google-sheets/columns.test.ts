import { expect, it } from 'vitest';
import { columnOf, lettersOf } from './columns.ts';

it('columns are lettered as in a sheet', () => {
  expect([0, 25, 26, 51, 52, 701, 702, 18_277].map(lettersOf)).toEqual(
    'A Z AA AZ BA ZZ AAA ZZZ'.split(' '),
  );
});

it('a column is known by its name, whatever its case, and the first of that name counts', () => {
  expect(columnOf(['', 'Name', ' e-mail ', 'E-Mail'], 'E-mail')).toBe(2);
  expect(columnOf(['Name'], 'E-mail')).toBe(-1);
});
