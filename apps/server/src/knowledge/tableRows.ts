import type { Tokens } from 'marked';
import { blocksOf } from './blocks.ts';
import { termsOf } from './language.ts';
import { isWithin, type Quantity, rangesIn } from './quantities.ts';
import { tableRows } from './sentences.ts';

/** A row of a table in a passage. */
export interface Row {
  /** As it is ranked, see `passageSentences`. */
  sentence: string;
  cells: { name: string; value: string }[];
  /** Which of the passage's tables it stands in. */
  table: number;
}

/** The rows of a passage's tables, by their sentences. */
export function rowsOf(markdown: string): Map<string, Row> {
  if (!markdown.includes('|')) return new Map();
  const rows = new Map<string, Row>();
  const tables = blocksOf(markdown).filter(({ type }) => type === 'table') as Tokens.Table[];
  for (const [table, token] of tables.entries()) {
    for (const { sentence, cells } of tableRows(token)) {
      rows.set(sentence.trim(), { sentence: sentence.trim(), cells, table });
    }
  }
  return rows;
}

/** A longer first cell says by itself what it is. */
const maxBareLength = 5;

/** A row as somebody would say it: “New soles, per pair of shoes: €65.”, “Size M: chest 96 to 101 cm.” */
export function sayRow({ cells }: Pick<Row, 'cells'>): string {
  const [first, ...others] = cells.filter(({ value }) => value !== '');
  if (!first) return '';
  const isBare = first.value.length <= maxBareLength;
  const head = isBare && first.name ? `${first.name} ${first.value}` : first.value;
  if (others.length === 0) return `${head}.`;
  const [only] = others;
  if (others.length === 1 && only && !isBare) return `${head}: ${only.value}.`;
  const told = others.map(({ name, value }) => (name ? `${lowerFirst(name)} ${value}` : value));
  return `${head}: ${told.join(', ')}.`;
}

/** “Foot length” within a sentence; EU and other names in capitals stay. */
function lowerFirst(name: string): string {
  return /^\p{Lu}\p{Lu}/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
}

/**
 * The row that a question's numbers fall into: “my chest measures 99 cm”, “UK 9.5”. Of rows with
 * limits only the first that holds the number counts.
 */
export function rowForNumbers({
  question,
  quantities,
  rows,
}: {
  question: string;
  quantities: Quantity[];
  rows: Row[];
}): Row | null {
  const terms = new Set(termsOf(question));
  let best: { row: Row; width: number; named: number } | null = null;
  for (const quantity of quantities) {
    for (const row of rows) {
      for (const { name, value } of row.cells) {
        const nameTerms = termsOf(name);
        const named = nameTerms.filter((term) => terms.has(term)).length;
        const unit = name.match(/\b(?:EU|UK|US)\b/)?.[0].toLowerCase() ?? null;
        for (const range of rangesIn(value)) {
          const read = range.unit === null ? { ...range, unit } : range;
          // A number without a unit is of the column that the question names.
          const asked =
            quantity.unit === null && named > 0 ? { ...quantity, unit: read.unit } : quantity;
          if (asked.unit === null || !isWithin(asked, read)) continue;
          const width = Number.isFinite(read.low) ? read.high - read.low : read.high;
          if (!best || named > best.named || (named === best.named && width < best.width)) {
            best = { row, width, named };
          }
        }
      }
    }
  }
  return best?.row ?? null;
}
