import { refuse, type Sheet, type Spreadsheet } from './data.ts';

/** A part of a sheet; rows and columns count from 0, ends are included. */
export interface Range {
  sheet: Sheet;
  top: number;
  left: number;
  /** Infinity: as far as the sheet goes. */
  bottom: number;
  right: number;
}

/** Reads `Sheet1!A1:C3`, `'My sheet'!A:C`, `Sheet1!2:2`, `A1`, or the name of a sheet alone. */
export function parseRange(spreadsheet: Spreadsheet, text: string): Range {
  const wrong = () => refuse(400, `Unable to parse range: ${text}`);
  const { name, cells } = split(text);
  const whole = name === null && spreadsheet.sheets.find(({ title }) => title === unquote(text));
  if (whole) return { sheet: whole, ...corners('')! };
  const sheet =
    name === null ? spreadsheet.sheets[0]! : spreadsheet.sheets.find(({ title }) => title === name);
  const found = corners(cells);
  if (!sheet || !found || (name === null && cells === '')) throw wrong();
  return { sheet, ...found };
}

function split(text: string): { name: string | null; cells: string } {
  const quoted = text.match(/^('(?:[^']|'')*')!(.*)$/s);
  const plain = text.match(/^([^'!][^!]*)!(.*)$/s);
  const found = quoted ?? plain;
  return found ? { name: unquote(found[1]!), cells: found[2]! } : { name: null, cells: text };
}

const unquote = (name: string) =>
  name.startsWith("'") && name.endsWith("'") && name.length > 1
    ? name.slice(1, -1).replaceAll("''", "'")
    : name;

function corners(cells: string): Omit<Range, 'sheet'> | null {
  const end = Number.POSITIVE_INFINITY;
  if (cells === '') return { top: 0, left: 0, bottom: end, right: end };
  const found = cells
    .replaceAll('$', '')
    .match(/^([A-Za-z]{1,3})?([1-9]\d*)?(?::([A-Za-z]{1,3})?([1-9]\d*)?)?$/);
  if (!found || (!found[1] && !found[2])) return null;
  const [, left, top, right, bottom] = found;
  const isCell = !cells.includes(':');
  if (isCell && !(left && top)) return null;
  if (!isCell && !right && !bottom) return null;
  return {
    left: left ? columnOf(left) : 0,
    top: top ? Number(top) - 1 : 0,
    right: isCell ? columnOf(left!) : right ? columnOf(right) : end,
    bottom: isCell ? Number(top) - 1 : bottom ? Number(bottom) - 1 : end,
  };
}

const columnOf = (letters: string) =>
  [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

const lettersOf = (column: number): string =>
  column < 0
    ? ''
    : lettersOf(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));

/** Writes a range as Google answers it: quoted where need be, and within the sheet. */
export function formatRange({ sheet, top, left, bottom, right }: Range): string {
  const name = /^[A-Za-z_]\w*$/.test(sheet.title)
    ? sheet.title
    : `'${sheet.title.replaceAll("'", "''")}'`;
  const last = {
    bottom: Math.min(bottom, sheet.rowCount - 1),
    right: Math.min(right, sheet.columnCount - 1),
  };
  const first = `${lettersOf(left)}${top + 1}`;
  if (last.bottom === top && last.right === left) return `${name}!${first}`;
  return `${name}!${first}:${lettersOf(last.right)}${last.bottom + 1}`;
}
