import { columnOf, isSame } from './columns.ts';
import { findRow, missingColumns, type Place } from './sheet.ts';

/**
 * The first row in which a column has a value; null when there is none, or nothing to look for: a
 * variable that is empty is not meant to find an empty cell.
 * @throws {ProviderError} `refused` without the column
 */
export async function findValue(
  place: Place,
  { header, column, value }: { header: string[]; column: string; value: string },
): Promise<number | null> {
  const index = columnOf(header, column);
  if (index === -1) throw missingColumns(place, [column]);
  if (value.trim() === '') return null;
  return findRow(place, { column: index, fits: (cell) => isSame(cell, value) });
}
