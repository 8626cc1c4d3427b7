import { expect, it } from 'vitest';
import { rowsOf, sayRow } from './tableRows.ts';

const said = (markdown: string) => [...rowsOf(markdown).values()].map(sayRow);

it('a row of two cells is its first with what belongs to it', () => {
  expect(said('| Job | Price |\n| --- | --- |\n| Tuning a piano | €90 |')).toEqual([
    'Tuning a piano: €90.',
  ]);
});

it('a first cell that says little by itself keeps the name of its column', () => {
  expect(said('| Size | Chest |\n| --- | --- |\n| M | 96 to 101 cm |')).toEqual([
    'Size M: chest 96 to 101 cm.',
  ]);
});

it('further cells keep the names of their columns', () => {
  const table = '| Zone | Fare | UK code |\n| --- | --- | --- |\n| Old town | €2 | 7 |';
  expect(said(table)).toEqual(['Old town: fare €2, UK code 7.']);
});

it('text without a table has no rows', () => {
  expect(rowsOf('a | b').size).toBe(0);
  expect(rowsOf('plain').size).toBe(0);
});
