/** Whether two texts are the same to a person. */
export const isSame = (one: string, other: string) =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

/**
 * Index of the first column of this name, from 0; -1 without.
 * @param header names of columns by position
 */
export const columnOf = (header: string[], name: string) =>
  header.findIndex((cell) => isSame(cell, name));

/** @param index from 0 @returns `A`, …, `Z`, `AA`, … */
export function lettersOf(index: number): string {
  const before = index < 26 ? '' : lettersOf(Math.floor(index / 26) - 1);
  return before + String.fromCharCode(65 + (index % 26));
}

/**
 * What a row shows, by the names of its columns. Of two columns of one name the first counts, and
 * those without a name are left out.
 */
export function byName(header: string[], cells: string[]): Record<string, string> {
  const named = header
    .map((name, index) => [name.trim(), cells[index] ?? ''] as const)
    .filter(([name]) => name !== '')
    .reverse();
  return Object.fromEntries(named);
}
