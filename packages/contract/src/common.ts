import { z } from 'zod';
import { cleanText } from './text.ts';

/** Query of every list: at most `limit` items after the item that `cursor` names. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional(),
});

/** A page of a list; `nextCursor` is null on the last one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** ISO 8601 with time zone. */
export const timestamp = z.iso.datetime({ offset: true });

/** A required text of at most `max` UTF-16 code units that is not only white space. */
export function requiredText(max: number) {
  return z
    .string()
    .max(max)
    .transform(cleanText)
    .refine((text) => text.trim().length > 0, { message: 'must not be empty' });
}

/** A text that may be empty. */
export function optionalText(max: number) {
  return z.string().max(max).transform(cleanText);
}
