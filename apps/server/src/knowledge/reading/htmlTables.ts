import type { PageNode } from '@mixmark-io/domino';
import type TurndownService from 'turndown';
import { type Inspection, inspect } from './inspect.ts';
import { markdownTable } from './markdownTable.ts';

/** A cell with more characters than this is a column of a layout. */
const maxCellLength = 500;
/** The same of a table that names its columns or rows, which layouts do not. */
const maxNamedCellLength = 2_000;
/** A cell spans at most so many columns; what claims more is a mistake or an attack. */
const maxColumnSpan = 50;
/** Cells that spans may add to a table, besides three for each of its own. */
const maxAddedCells = 1_000;

/** Tables of data become Markdown tables; those that only place things become paragraphs. */
export function addTableRules(service: TurndownService): void {
  const contents = new WeakMap<PageNode, string>();
  const layouts = new Map<PageNode, boolean>();
  let inspection: Inspection | undefined;
  const placesThings = (table: PageNode) => {
    inspection ??= inspect(topOf(table)); // of the copy of the page that Turndown makes
    const known = layouts.get(table) ?? isLayout(table, inspection);
    layouts.set(table, known);
    return known;
  };
  service.addRule('cell', {
    filter: ['td', 'th'],
    replacement: (content, node) => {
      contents.set(node, content);
      const table = tableOf(node);
      return !table || placesThings(table) ? `\n\n${content.trim()}\n\n` : '';
    },
  });
  service.addRule('caption', { filter: 'caption', replacement: (content) => `\n\n${content}\n\n` });
  service.addRule('table', {
    filter: 'table',
    replacement: (content, node) => {
      if (placesThings(node)) return `\n\n${content}\n\n`;
      const above = tableOf(node);
      // In a cell of another table, which is one line.
      if (above && !placesThings(above)) return ` ${content.trim()} ${rowsText(node, contents)} `;
      const text = tableText(node, contents);
      return `\n\n${content.trim()}\n\n${text}\n\n`;
    },
  });
}

function topOf(node: PageNode): PageNode {
  let top = node;
  while (top.parentNode) top = top.parentNode;
  return top;
}

function tableOf(node: PageNode): PageNode | null {
  let above = node.parentNode;
  while (above && above.nodeName !== 'TABLE') above = above.parentNode;
  return above;
}

/** Whether a table places things on the page instead of naming rows and columns. */
function isLayout(table: PageNode, { weightOf, isStructured }: Inspection): boolean {
  if (/^(?:presentation|none)$/.test(table.getAttribute('role') ?? '')) return true;
  const rows = rowsOf(table);
  if (rows.every(({ cells }) => cells.length < 2)) return true;
  const isNamed = rows.some(({ cells }) => cells.some(({ nodeName }) => nodeName === 'TH'));
  if (!isNamed && isStructured(table)) return true;
  const most = isNamed ? maxNamedCellLength : maxCellLength;
  return rows.some(({ cells }) => cells.some((cell) => weightOf(cell) > most));
}

interface Row {
  cells: PageNode[];
  isHead: boolean;
}

/** The rows of a table, its head first and its foot last, as browsers show them. */
function rowsOf(table: PageNode): Row[] {
  const head: Row[] = [];
  const body: Row[] = [];
  const foot: Row[] = [];
  const read = (row: PageNode, into: Row[]) => {
    const cells = childrenOf(row).filter(({ nodeName }) => /^T[DH]$/.test(nodeName));
    if (cells.length > 0) into.push({ cells, isHead: into === head });
  };
  for (const part of childrenOf(table)) {
    const into = part.nodeName === 'THEAD' ? head : part.nodeName === 'TFOOT' ? foot : body;
    if (part.nodeName === 'TR') read(part, body);
    else for (const row of childrenOf(part)) if (row.nodeName === 'TR') read(row, into);
  }
  if (head.length === 0 && body.length > 1) {
    // Rows of names at the top without a `thead`.
    for (const [index, row] of body.entries()) {
      if (!row.cells.every(({ nodeName }) => nodeName === 'TH')) break;
      // One cell below names begins a part of the table.
      if (row.cells.length === 1 && index > 0 && body[index - 1]!.cells.length > 1) break;
      row.isHead = true;
    }
  }
  return [...head, ...body, ...foot];
}

function childrenOf(element: PageNode): PageNode[] {
  const children: PageNode[] = [];
  for (let child = element.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === 1) children.push(child as PageNode);
  }
  return children;
}

function tableText(table: PageNode, contents: WeakMap<PageNode, string>): string {
  const { title, names, rows } = gridOf(table, contents);
  const text = markdownTable({ names, rows });
  return title ? `${title}\n\n${text}` : text;
}

/** A table in one line: each cell after the name of its column. */
function rowsText(table: PageNode, contents: WeakMap<PageNode, string>): string {
  const { names, rows } = gridOf(table, contents);
  const named = (cell: string, name: string | undefined) => (name ? `${name}: ${cell}` : cell);
  return rows
    .map((row) =>
      row
        .map((cell, index) => cell && named(cell, names?.[index]))
        .filter(Boolean)
        .join(names ? ', ' : ' '),
    )
    .join('; ');
}

function gridOf(
  table: PageNode,
  contents: WeakMap<PageNode, string>,
): { title: string; names: string[] | null; rows: string[][] } {
  const rows = rowsOf(table);
  // One cell above the names of columns is the name of the table.
  let title = '';
  while (rows.length > 2 && rows[0]!.cells.length === 1 && rows[1]!.isHead) {
    title += ` ${inOneLine(contents.get(rows.shift()!.cells[0]!) ?? '')}`;
  }
  const grid = spread(rows, (cell) => inOneLine(contents.get(cell) ?? ''));
  const headRows = rows.findIndex(({ isHead }) => !isHead);
  const heads = headRows < 0 ? (rows.length > 1 ? 1 : 0) : headRows;
  if (heads === 0) return { title: title.trim(), names: null, rows: grid };
  // Names above names: each column has all of its own.
  const width = grid.reduce((widest, { length }) => Math.max(widest, length), 0);
  const names = Array.from({ length: width }, (_, column) => {
    const above = grid.slice(0, heads).map((row) => row[column] ?? '');
    return [...new Set(above)].filter(Boolean).join(' ');
  });
  return { title: title.trim(), names, rows: grid.slice(heads) };
}

/** Cells at their columns; one that spans several rows or columns stands in each of them. */
function spread(rows: Row[], textOf: (cell: PageNode) => string): string[][] {
  const grid: string[][] = rows.map(() => []);
  const own = rows.reduce((sum, { cells }) => sum + cells.length, 0);
  let allowance = 3 * own + maxAddedCells;
  for (const [index, { cells }] of rows.entries()) {
    let column = 0;
    const isAlone = cells.length === 1;
    for (const cell of cells) {
      while (grid[index]![column] !== undefined) column++;
      const text = textOf(cell);
      const columns = isAlone ? 1 : Math.min(spanOf(cell, 'colspan'), maxColumnSpan);
      const below = Math.min(spanOf(cell, 'rowspan') || rows.length, rows.length - index);
      const added = columns * below - 1;
      const isAffordable = added <= allowance;
      if (isAffordable) allowance -= added;
      for (let row = index; row < index + (isAffordable ? below : 1); row++) {
        for (let place = 0; place < (isAffordable ? columns : 1); place++) {
          grid[row]![column + place] ??= text;
        }
      }
      column++;
    }
  }
  return grid.map((row) => Array.from(row, (text) => text ?? ''));
}

function spanOf(cell: PageNode, name: 'colspan' | 'rowspan'): number {
  const span = Number.parseInt(cell.getAttribute(name) ?? '1', 10);
  return Number.isNaN(span) ? 1 : Math.max(name === 'rowspan' ? 0 : 1, span);
}

/** A cell's Markdown in one line: headings, items of a list and lines after each other. */
function inOneLine(content: string): string {
  return content
    .split('\n')
    .map((line) => line.trim().replace(/^(?:[*-]|\d+\.|#{1,6})\s+/, ''))
    .filter(Boolean)
    .join(' ');
}
