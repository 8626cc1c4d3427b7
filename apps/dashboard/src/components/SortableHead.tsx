import { ArrowDown, ArrowUp } from 'lucide-react';
import { classes } from '@/lib/classes';

export interface Sort<Column extends string> {
  by: Column;
  isDescending: boolean;
}

/** A column: its heading, the classes of its cell, and the order of two rows when it sorts. */
export interface SortableColumn<Row> {
  label: string;
  style: string;
  compare: (a: Row, b: Row) => number;
  /** Whether the first click shows the greatest first. */
  isDescendingFirst?: boolean;
}

/** The heading of a table that sorts by a click on a column, and the other way by a second one. */
export function SortableHead<Column extends string, Row>({
  columns,
  sort,
  onSort,
}: {
  columns: Record<Column, SortableColumn<Row>>;
  sort: Sort<Column>;
  onSort: (sort: Sort<Column>) => void;
}) {
  const Arrow = sort.isDescending ? ArrowDown : ArrowUp;
  return (
    <thead className="border-b text-[13px] text-muted">
      <tr>
        {(Object.entries(columns) as [Column, SortableColumn<Row>][]).map(
          ([name, { label, style, isDescendingFirst = false }]) => (
            <th
              key={name}
              scope="col"
              aria-sort={ariaSort(sort, name)}
              className={classes('py-2 font-medium', style)}
            >
              <button
                type="button"
                className="inline-flex items-center gap-1 hover:text-ink"
                onClick={() =>
                  onSort({
                    by: name,
                    isDescending: sort.by === name ? !sort.isDescending : isDescendingFirst,
                  })
                }
              >
                {label}
                {sort.by === name && <Arrow aria-hidden className="size-3.5" />}
              </button>
            </th>
          ),
        )}
      </tr>
    </thead>
  );
}

export function sorted<Column extends string, Row>({
  rows,
  columns,
  sort,
}: {
  rows: Row[];
  columns: Record<Column, SortableColumn<Row>>;
  sort: Sort<Column>;
}): Row[] {
  const { compare } = columns[sort.by];
  return rows.toSorted((a, b) => compare(a, b) * (sort.isDescending ? -1 : 1));
}

function ariaSort<Column extends string>(sort: Sort<Column>, name: Column) {
  if (sort.by !== name) return undefined;
  return sort.isDescending ? 'descending' : 'ascending';
}
