import { markdownTable } from './markdownTable.ts';
import { dropRepeated } from './pdfRepeated.ts';

/** Text at its place on a page; `y` is its baseline, from the top downwards, in points. */
export interface Piece {
  text: string;
  x: number;
  y: number;
  width: number;
  size: number;
  /** How often a quarter is turned back to read it: 0 across the page, 1 up the page, 3 down. */
  quarters: number;
  isRightToLeft: boolean;
}

/** Pieces that stand together, such as the words of one cell. */
interface Cell {
  text: string;
  left: number;
  right: number;
}

interface Line {
  y: number;
  size: number;
  cells: Cell[];
}

/** Cuts of a page into columns inside columns; deeper than this no page goes. */
const maxDepth = 8;

/** The text of a page, in the order in which somebody reads it; tables as Markdown. */
export function pageText(pieces: Piece[]): string {
  return [0, 1, 2, 3]
    .flatMap((quarters) => {
      const same = pieces.filter((piece) => piece.quarters === quarters);
      const upright = dropRepeated(same.map((piece) => turn(piece, quarters)));
      return regionsOf(upright, 0).map((region) => regionText(linesOf(region)));
    })
    .filter(Boolean)
    .join('\n\n');
}

/** A piece at its place on the page as it lies when its text is read. */
function turn(piece: Piece, quarters: number): Piece {
  const { x, y } = piece;
  if (quarters === 1) return { ...piece, x: -y, y: x };
  if (quarters === 2) return { ...piece, x: -x, y: -y };
  return quarters === 3 ? { ...piece, x: y, y: -x } : piece;
}

/** Parts of a page that are read one after the other: columns, and what stands across them. */
function regionsOf(pieces: Piece[], depth: number): Piece[][] {
  if (pieces.length < 6 || depth >= maxDepth) return [pieces];
  // Lines of two columns need not stand at one height: what is less than a line apart is one row.
  const gutter = gutterOf(rowsOf(pieces, 0.9));
  if (gutter === null) return [pieces];
  // Bands of rows that one gutter runs through, with what crosses it between them.
  const regions: Piece[][] = [];
  let left: Piece[] = [];
  let right: Piece[] = [];
  let across: Piece[] = [];
  const closeColumns = () => {
    if (left.length > 0) regions.push(...regionsOf(left, depth + 1));
    if (right.length > 0) regions.push(...regionsOf(right, depth + 1));
    [left, right] = [[], []];
  };
  for (const row of rowsOf(pieces)) {
    const crosses = row.some((piece) => piece.x < gutter && piece.x + piece.width > gutter);
    if (crosses) {
      closeColumns();
      across.push(...row);
    } else {
      if (across.length > 0) regions.push(across);
      across = [];
      for (const piece of row) (piece.x < gutter ? left : right).push(piece);
    }
  }
  closeColumns();
  if (across.length > 0) regions.push(across);
  return regions;
}

/** Pieces by their baselines, which may differ by a share of their size, from the top downwards. */
function rowsOf(pieces: Piece[], share = 0.4): Piece[][] {
  const sorted = [...pieces].sort((a, b) => a.y - b.y || a.x - b.x);
  const rows: Piece[][] = [];
  let base = Number.NEGATIVE_INFINITY;
  let size = 0;
  for (const piece of sorted) {
    if (rows.length > 0 && piece.y - base <= share * Math.max(size, piece.size)) {
      rows.at(-1)!.push(piece);
      size = Math.max(size, piece.size);
    } else {
      rows.push([piece]);
      base = piece.y;
      size = piece.size;
    }
  }
  return rows;
}

/**
 * Where a page of prose is divided into two columns; null for one column and for tables, whose cells
 * stand side by side too. Columns of prose have lines of several words that fill their width.
 */
function gutterOf(rows: Piece[][]): number | null {
  const pieces = rows.flat().filter(({ text }) => text.trim() !== '');
  if (pieces.length < 6) return null;
  const from = pieces.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY);
  const to = pieces.reduce(
    (most, { x, width }) => Math.max(most, x + width),
    Number.NEGATIVE_INFINITY,
  );
  const spans = rows.map((row) => spansOf(row));
  // Gaps of single rows vote, in steps of the page's width, for where the gutter is.
  const steps = 200;
  const step = (to - from) / steps || 1;
  const votes = new Array<number>(steps + 1).fill(0);
  const change = new Array<number>(steps + 2).fill(0);
  for (const row of spans) {
    for (let index = 1; index < row.length; index++) {
      const gap = { from: row[index - 1]!.right, to: row[index]!.left };
      if (gap.to - gap.from < row[index]!.size * 0.8) continue;
      change[Math.ceil((gap.from - from) / step)]! += 1;
      change[Math.floor((gap.to - from) / step) + 1]! -= 1;
    }
  }
  let sum = 0;
  for (let index = 0; index <= steps; index++) {
    sum += change[index]!;
    votes[index] = sum;
  }
  const best = votes.reduce((most, vote) => Math.max(most, vote), 0);
  if (best < 3) return null;
  const first = votes.indexOf(best);
  let last = first;
  while (votes[last + 1] === best) last++;
  const gutter = from + ((first + last) / 2) * step;
  const sides = [
    spans.map((row) => row.filter(({ right }) => right <= gutter)),
    spans.map((row) => row.filter(({ left }) => left >= gutter)),
  ].map((side) => side.filter((row) => row.length > 0));
  return sides.every(isProse) ? gutter : null;
}

/** Lines that mostly are one run of several words and fill their column. */
function isProse(lines: (Cell & { size: number })[][]): boolean {
  if (lines.length < 3) return false;
  const left = Math.min(...lines.slice(0, 2_000).map((line) => line[0]!.left));
  const right = Math.max(...lines.slice(0, 2_000).map((line) => line.at(-1)!.right));
  const full = lines.filter((line) => {
    const words = line.reduce((count, { text }) => count + text.trim().split(/\s+/).length, 0);
    const isUnspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]{6}/u.test(line[0]!.text);
    const filled = line.reduce((sum, cell) => sum + cell.right - cell.left, 0);
    return line.length <= 2 && (words >= 3 || isUnspaced) && filled >= 0.55 * (right - left);
  });
  return full.length >= 0.6 * lines.length;
}

/** Runs of pieces of one row without wide gaps between them. */
function spansOf(row: Piece[]): (Cell & { size: number })[] {
  const spans: (Cell & { size: number })[] = [];
  const pieces = row.filter(({ text }) => text.trim() !== '').sort((a, b) => a.x - b.x);
  for (const piece of pieces) {
    const right = piece.x + piece.width;
    const last = spans.at(-1);
    const gap = last ? piece.x - last.right : 0;
    // Nearer than a letter's width: one run.
    if (last && gap < Math.max(last.size, piece.size) * 0.8) {
      const isJoined = gap < 0.12 * piece.size || /\s$/.test(last.text) || /^\s/.test(piece.text);
      last.text = piece.isRightToLeft
        ? `${piece.text}${isJoined ? '' : ' '}${last.text}`
        : `${last.text}${isJoined ? '' : ' '}${piece.text}`;
      last.right = Math.max(last.right, right);
      last.size = Math.max(last.size, piece.size);
    } else {
      spans.push({ text: piece.text, left: piece.x, right, size: piece.size });
    }
  }
  return spans;
}

function linesOf(pieces: Piece[]): Line[] {
  return rowsOf(pieces).flatMap((row) => {
    const cells = spansOf(row);
    if (cells.length === 0) return [];
    const isRightToLeft = row.filter((piece) => piece.isRightToLeft).length > row.length / 2;
    if (isRightToLeft) cells.reverse();
    return [{ y: row[0]!.y, size: Math.max(...cells.map(({ size }) => size)), cells }];
  });
}

/** Lines as paragraphs and tables. */
function regionText(lines: Line[]): string {
  const blocks: string[] = [];
  let paragraph = '';
  const close = () => {
    if (paragraph.trim() !== '') blocks.push(paragraph.trim());
    paragraph = '';
  };
  for (let index = 0; index < lines.length; index++) {
    const end = tableEnd(lines, index);
    if (end - index >= 2) {
      close();
      blocks.push(tableText(lines.slice(index, end)));
      index = end - 1;
      continue;
    }
    const line = lines[index]!;
    const before = lines[index - 1];
    if (before && line.y - before.y > 1.7 * Math.max(before.size, line.size)) close();
    paragraph = joinLines(paragraph, line.cells.map(({ text }) => text.trim()).join(' '));
  }
  close();
  return blocks.join('\n\n');
}

const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;

/** Puts a line after another: joins a word that was split, and text that has no spaces. */
function joinLines(before: string, line: string): string {
  if (before === '') return line;
  if (/[\p{L}\p{N}][-\u00AD\u2010]$/u.test(before)) {
    if (/^\p{Ll}/u.test(line)) return before.slice(0, -1) + line;
    // TX-200 and E-Mail keep theirs.
    if (/^[\p{Lu}\p{N}]/u.test(line)) return before + line;
  }
  const isUnspaced = unspaced.test(before.at(-1)!) && unspaced.test(line[0] ?? '');
  return isUnspaced ? before + line : `${before}\n${line}`;
}

/** Where a table that begins at a line ends: rows of two cells and more, at the same columns. */
function tableEnd(lines: Line[], start: number): number {
  const first = lines[start]!;
  if (first.cells.length < 2) return start;
  let end = start + 1;
  let rows = 1;
  let columns = first.cells;
  while (end < lines.length) {
    const line = lines[end]!;
    const isNear = line.y - lines[end - 1]!.y <= 4 * Math.max(line.size, first.size);
    if (!isNear) break;
    if (!goesOn(columns, line, lines[end - 1]!)) {
      if (line.cells.length < 2 || !isAligned(first.cells, line.cells)) break;
      if (line.cells.length > columns.length) columns = line.cells;
      rows++;
    }
    end++;
  }
  return rows < 2 ? start : end;
}

/** Whether a line only goes on with cells of the row above it: none of the first column, close below. */
function goesOn(columns: Cell[], line: Line, above: Line): boolean {
  if (line.y - above.y > 1.5 * line.size || line.cells.length >= columns.length) return false;
  return line.cells.every((cell) => {
    const place = nearest(columns, cell);
    const isWithin = cell.right < (columns[place + 1]?.left ?? Number.POSITIVE_INFINITY);
    return place > 0 && isWithin && cell.left > columns[0]!.right;
  });
}

/** Whether cells stand under cells: at least half of them, and two. */
function isAligned(above: Cell[], below: Cell[]): boolean {
  const aligned = below.filter((cell) =>
    above.some((other) => cell.left < other.right + 2 && cell.right > other.left - 2),
  ).length;
  return aligned >= 2 && aligned >= below.length / 2;
}

function tableText(lines: Line[]): string {
  // The row with most cells has all columns; the others' cells stand under or over one of them.
  const widest = lines.reduce((most, line) =>
    line.cells.length > most.cells.length ? line : most,
  );
  const columns = widest.cells;
  const rows: string[][] = [];
  for (const [index, line] of lines.entries()) {
    const isMore = index > 0 && goesOn(columns, line, lines[index - 1]!);
    const row = isMore ? rows.at(-1)! : columns.map(() => '');
    for (const cell of line.cells) {
      const place = nearest(columns, cell);
      row[place] = joinLines(row[place]!, cell.text.trim());
    }
    if (!isMore) rows.push(row);
  }
  return markdownTable({ rows });
}

function nearest(columns: Cell[], { left, right }: Cell): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, column] of columns.entries()) {
    const overlap = Math.min(right, column.right) - Math.max(left, column.left);
    const distance = Math.min(
      Math.abs(left - column.left),
      Math.abs(right - column.right),
      Math.abs(left + right - column.left - column.right) / 2,
    );
    const rating = overlap > 0 ? distance - 1_000 : distance;
    if (rating < least) [best, least] = [index, rating];
  }
  return best;
}
