import { AppError } from '../errors.ts';

/**
 * A page of rows that were read with one row more than asked for: the extra row tells whether there
 * is a next page, and is dropped.
 */
export function pageOfRows<Row>({
  rows,
  limit,
  cursorOf,
}: {
  rows: Row[];
  limit: number;
  cursorOf: (row: Row) => (string | number)[];
}): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    items,
    nextCursor: more ? Buffer.from(JSON.stringify(cursorOf(last))).toString('base64url') : null,
  };
}

/**
 * The sort key that a cursor names.
 * @throws {AppError} `invalid-request` when it is not one of ours
 */
export function readCursor(cursor: string | undefined, length: number): (string | number)[] | null {
  if (cursor === undefined) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(key) &&
      key.length === length &&
      key.every((part) => typeof part === 'string' || typeof part === 'number')
    ) {
      return key;
    }
  } catch {
    // reported below
  }
  throw new AppError('invalid-request', 'The cursor is not valid: take `nextCursor` as it came.');
}
