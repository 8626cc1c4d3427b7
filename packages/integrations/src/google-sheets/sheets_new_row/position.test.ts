import { describe, expect, it } from 'vitest';
import { beginAt, type Position, readOn, rowsToRead, within } from './position.ts';

const at = (row: number, more: Partial<Position> = {}): Position => ({
  series: 's',
  told: 0,
  row,
  isSought: false,
  ...more,
});

describe('the last row of a sheet', () => {
  it('is sought from the end, a thousand rows at a time', () => {
    const first = beginAt(2_500);
    expect(rowsToRead(first, 2_500)).toEqual({ top: 1_501, bottom: 2_500 });
    const second = readOn(first, { top: 1_501, rows: [] });
    expect(second).toMatchObject({ added: [], isMore: true });
    expect(rowsToRead(second.after, 2_500)).toEqual({ top: 501, bottom: 1_500 });
    const found = readOn(second.after, { top: 501, rows: [['a'], [], ['', 'b'], [' ']] });
    expect(found).toEqual({ added: [], after: at(503, { series: first.series }), isMore: false });
  });

  it('is the one with the names in an empty sheet', () => {
    expect(readOn(beginAt(900), { top: 1, rows: [] })).toMatchObject({
      after: { row: 1, isSought: false },
      isMore: false,
    });
  });

  it('is sought again above where it was once nothing is there any more', () => {
    const { after } = readOn(at(8, { told: 3 }), { top: 8, rows: [] });
    expect(after).toEqual(at(7, { told: 3, isSought: true }));
    expect(within(at(8, { told: 3 }), 5)).toEqual(at(5, { told: 3, isSought: true }));
    expect(within(at(8), 8)).toEqual(at(8));
  });
});

describe('new rows', () => {
  it('are the filled ones below the last that was seen', () => {
    const rows = [['seen'], [], ['x'], ['', ' '], ['', 'y']];
    expect(readOn(at(4, { told: 2 }), { top: 4, rows })).toEqual({
      added: [
        { row: 6, cells: ['x'] },
        { row: 8, cells: ['', 'y'] },
      ],
      after: at(8, { told: 4 }),
      isMore: false,
    });
  });

  it('are read a hundred at a time, within the sheet, and at once as long as they fill that', () => {
    expect(rowsToRead(at(4), 1_000)).toEqual({ top: 4, bottom: 104 });
    expect(rowsToRead(at(4), 50)).toEqual({ top: 4, bottom: 50 });
    const full = readOn(at(4), { top: 4, rows: Array.from({ length: 101 }, () => ['x']) });
    expect(full).toMatchObject({ isMore: true, after: { row: 104, told: 100 } });
    expect(full.added).toHaveLength(100);
  });
});
