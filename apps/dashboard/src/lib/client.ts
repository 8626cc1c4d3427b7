import { ApiError, createClient } from '@echoai/contract';

/** The API on our own origin, with the session's cookie. */
export const client = createClient();

/** What went wrong, in a sentence for people. */
export function explain(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return 'Something went wrong in this page. Reload it and try again.';
}

export const isUnreachable = (error: unknown) =>
  error instanceof ApiError && error.problem.status === 0;

export const isSignedOut = (error: unknown) =>
  error instanceof ApiError && error.problem.status === 401;

export const isNotFound = (error: unknown) =>
  error instanceof ApiError && error.problem.status === 404;

/** Every item of a list, page after page. */
export async function listAll<Item>(
  readPage: (query: {
    limit: number;
    cursor?: string;
  }) => Promise<{ items: Item[]; nextCursor: string | null }>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage({ limit: 100, ...(cursor ? { cursor } : {}) });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return items;
}
