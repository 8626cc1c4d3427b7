import { z } from 'zod';

/** New rows that one poll gives at most. */
const most = 100;
/** Rows that are read at once while the last one is sought. */
const soughtAtOnce = 1_000;

/**
 * How far a sheet was read. Google numbers rows and knows them by nothing else, so a new row is one
 * below the last that was filled:
 * - a row that is inserted above that one is not new, and pushes the last one down: that one is then
 *   taken for new;
 * - sorting changes nothing, since as many rows are filled as before; one that was added and sorted
 *   away before it was seen is missed, and the one that is last then taken for it;
 * - when rows were deleted or emptied so that the last one is gone, it goes on from what is the last
 *   then. What was added in the same interval goes unnoticed as far as it only fills that gap;
 * - a row that is being typed is new as soon as one of its cells is filled;
 * - below a hundred empty rows it looks no further.
 */
export const position = z.object({
  /**
   * Begins the ids of its events, with how many there were: the number of a row is none, since it
   * comes again when rows are deleted and others added.
   */
  series: z.string(),
  told: z.int(),
  /** The last filled row, from 1; while that is sought, it is this one or above. */
  row: z.int().min(1),
  isSought: z.boolean(),
});
export type Position = z.output<typeof position>;

/** The first of all: what is there is not new. @param rowCount how many rows the sheet has room for */
export function beginAt(rowCount: number): Position {
  return { series: crypto.randomUUID(), told: 0, row: rowCount, isSought: true };
}

/** A sheet ends above the last row that was seen when rows were deleted: Google refuses to read there. */
export function within(before: Position, rowCount: number): Position {
  return before.row > rowCount ? { ...before, row: rowCount, isSought: true } : before;
}

/** First and last row to be read; with the last one that was seen, to know that it is there still. */
export function rowsToRead({ row, isSought }: Position, rowCount: number) {
  return isSought
    ? { top: Math.max(1, row - soughtAtOnce + 1), bottom: row }
    : { top: row, bottom: Math.min(rowCount, row + most) };
}

/**
 * @param top number of the first of the rows that were read
 * @returns which of them are new, where the sheet was read to, and whether to go on at once
 */
export function readOn(
  before: Position,
  { top, rows }: { top: number; rows: string[][] },
): { added: { row: number; cells: string[] }[]; after: Position; isMore: boolean } {
  const filled = rows
    .map((cells, index) => ({ row: top + index, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  // The first row holds the names of the columns, and is never new.
  const last = filled.at(-1)?.row ?? (top === 1 ? 1 : null);
  if (last === null)
    return {
      added: [],
      after: { ...before, row: before.isSought ? top - 1 : before.row - 1, isSought: true },
      isMore: true,
    };
  if (before.isSought)
    return { added: [], after: { ...before, row: last, isSought: false }, isMore: false };
  const added = filled.filter(({ row }) => row > before.row);
  return {
    added,
    after: { ...before, told: before.told + added.length, row: last },
    isMore: last === before.row + most,
  };
}
