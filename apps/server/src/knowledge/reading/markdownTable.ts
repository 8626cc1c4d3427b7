/**
 * Rows of cells as a Markdown table. Without names of columns the head stays empty: a price under
 * another price would be read as one of its kind.
 * @param hasHead whether the first row names the columns; undefined where nothing says so
 */
export function markdownTable({ rows, hasHead }: { rows: string[][]; hasHead?: boolean }): string {
  const width = rows.reduce((widest, { length }) => Math.max(widest, length), 0);
  const isNamed = hasHead ?? looksLikeHead(rows);
  const head = isNamed ? rows[0]! : [];
  const body = isNamed ? rows.slice(1) : rows;
  const line = (cells: string[]) =>
    `| ${Array.from({ length: width }, (_, index) => escapeCell(cells[index] ?? '')).join(' | ')} |`;
  const rule = `| ${Array.from({ length: width }, () => '---').join(' | ')} |`;
  return [line(head), rule, ...body.map(line)].join('\n');
}

/** A first row of words, above a column of numbers, names the columns. */
function looksLikeHead([first = [], ...body]: string[][]): boolean {
  if (body.length === 0 || first.some((cell) => cell === '' || /\p{N}/u.test(cell))) return false;
  return first.some((_, index) => {
    const numbers = body.filter((row) => /\p{N}/u.test(row[index] ?? '')).length;
    return index > 0 && numbers > body.length / 2;
  });
}

function escapeCell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<!\\)\|/g, '\\|');
}
