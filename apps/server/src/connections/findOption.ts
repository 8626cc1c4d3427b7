import { ProviderError } from '@echoai/integrations/client';
import type { ListOptions, Provider } from '@echoai/integrations/provider';
import type { ConnectionClient } from './connectionClient.ts';

/** Whether a value is in a list of the provider; `unknown` says why it could not be asked. */
export type OptionState =
  | { is: 'there'; name: string }
  | { is: 'missing' }
  | { is: 'unknown'; reason: string };

/** Which entry of which list. */
export interface WantedOption {
  list: string;
  of: Record<string, string>;
  value: string;
}

/** A list that has the value is not read again for this long. */
const keptMs = 60_000;
/** Longer lists are not read to their end. */
const mostPages = 20;
const mostKept = 500;

/** What a list had when it was read last, and where reading goes on. */
interface Kept {
  /** What entries are called, by their values. */
  names: Map<string, string>;
  /** Null once it was read to its end. */
  cursor: string | null;
  pages: number;
  readAt: number;
}

/** What was read, by connection, list and what the list depends on. */
export type OptionCache = Map<string, Kept>;

/**
 * Checks whether a value is still in a list. An answer of the last minute is enough for a value that
 * was there; one that was not may have been made since, so the provider is asked again, once for all
 * values of a lookup.
 */
export async function findOption({
  cache,
  key,
  provider,
  open,
  wanted: { list, of, value },
  since,
  signal,
}: {
  cache: OptionCache;
  /** The connection's, which no other organisation has. */
  key: string;
  provider: Provider;
  open: () => Promise<ConnectionClient>;
  wanted: WantedOption;
  /** When the lookup began, in milliseconds since 1970. */
  since: number;
  signal: AbortSignal;
}): Promise<OptionState> {
  const listOptions = Object.hasOwn(provider.options, list) ? provider.options[list] : undefined;
  if (!listOptions) return { is: 'unknown', reason: `There is no list “${list}”.` };
  const place = JSON.stringify([key, list, Object.entries(of).sort()]);
  const sought = plain(value);
  const known = cache.get(place);
  const name = known && known.readAt + keptMs > Date.now() ? known.names.get(sought) : undefined;
  if (name !== undefined) return { is: 'there', name };
  const silent = { is: 'unknown', reason: `${provider.title} did not answer in time.` } as const;
  if (signal.aborted) return silent;
  const kept = known && known.readAt >= since ? known : begin();
  try {
    if (cache.size >= mostKept) cache.clear();
    cache.set(place, kept);
    await readOn({ kept, client: await open(), listOptions, of, until: sought });
    const found = kept.names.get(sought);
    if (found !== undefined) return { is: 'there', name: found };
    if (kept.cursor === null) return { is: 'missing' };
    return { is: 'unknown', reason: `The list of ${provider.title} is too long to be read whole.` };
  } catch (error) {
    if (signal.aborted) return silent;
    if (error instanceof ProviderError) return { is: 'unknown', reason: error.message };
    throw error;
  }
}

const begin = (): Kept => ({ names: new Map(), cursor: '', pages: 0, readAt: Date.now() });

/** Reads page after page until the value is found or the list ends; what was read already stays. */
async function readOn({
  kept,
  client,
  listOptions,
  of,
  until,
}: {
  kept: Kept;
  client: ConnectionClient;
  listOptions: ListOptions;
  of: Record<string, string>;
  until: string;
}): Promise<void> {
  while (kept.cursor !== null && kept.pages < mostPages && !kept.names.has(until)) {
    const cursor = kept.cursor || null;
    const { items, nextCursor } = await listOptions(client, { search: '', cursor, of });
    for (const { value, label } of items) kept.names.set(plain(value), label);
    kept.pages += 1;
    kept.cursor = nextCursor;
  }
}

/** Providers do not tell names by their case. */
const plain = (value: string) => value.trim().toLowerCase();
