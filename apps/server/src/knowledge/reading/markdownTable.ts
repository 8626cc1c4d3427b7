/**
 * Rows of cells as a Markdown table. Without names of columns the head stays empty: a price under
 * another price would be read as one of its kind.
 * @param names the columns; null where only the first row may name them
 */
export function markdownTable({
  names = null,
  rows,
}: {
  names?: string[] | null;
  rows: string[][];
}): string {
  const isHeadFirst = names === null && looksLikeHead(rows);
  const head = names ?? (isHeadFirst ? rows[0]! : []);
  const body = isHeadFirst ? rows.slice(1) : rows;
  const width = body.reduce((widest, { length }) => Math.max(widest, length), head.length);
  const line = (cells: string[]) =>
    `| ${Array.from({ length: width }, (_, index) => escapeCell(cells[index] ?? '')).join(' | ')} |`;
  const rule = `| ${Array.from({ length: width }, () => '---').join(' | ')} |`;
  return [line(head), rule, ...body.map(line)].join('\n');
}

/**
 * A first row of words, above a column of numbers, names the columns; so does one of models, such as
 * `TX-200`, above values that begin with numbers, and one whose first cell is empty.
 */
function looksLikeHead([first = [], ...body]: string[][]): boolean {
  const [corner = '', ...names] = first;
  if (body.length === 0 || names.length === 0 || names.includes('')) return false;
  if (names.some((name) => /^[^\p{L}]*\p{N}/u.test(name))) return false;
  if (corner === '') return names.length > 1;
  const hasNumbers = first.some((cell) => /\p{N}/u.test(cell));
  if (hasNumbers && (first.length < 3 || /\p{N}/u.test(corner))) return false;
  const value = hasNumbers ? /^[^\p{L}]*\p{N}/u : /\p{N}/u;
  return names.some((_, index) => {
    const numbers = body.filter((row) => value.test(row[index + 1] ?? '')).length;
    return numbers > body.length / 2;
  });
}

function escapeCell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<!\\)\|/g, '\\|');
}
