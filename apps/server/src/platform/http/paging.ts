import { z } from 'zod';
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

/** Cursors by what their list is sorted by. PostgreSQL would choke on a key of another type. */
const id = z.string().regex(/^\w+$/);
export const byId = z.tuple([id]);
// As it writes microseconds; the year 0 it does not know.
const time = z.iso.datetime({ precision: 6 }).refine((text) => !text.startsWith('0000'));
export const byTimeAndId = z.tuple([time, id]);
export const byPosition = z.tuple([z.int32()]);
export const byOrderAndId = z.tuple([z.int32(), id]);

/**
 * The sort key that a cursor names; null without one.
 * @throws {AppError} `invalid-request` when it is not one of ours
 */
export function readCursor<Key extends z.ZodType>(
  cursor: string | undefined,
  key: Key,
): z.output<Key> | null {
  if (cursor === undefined) return null;
  const parsed = key.safeParse(decode(cursor));
  if (parsed.success) return parsed.data;
  throw new AppError('invalid-request', 'The cursor is not valid: take `nextCursor` as it came.');
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
