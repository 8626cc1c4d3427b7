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

/** A list that was read is taken for true this long where it has the value. */
const keptMs = 60_000;
/** Longer lists are not read to their end. */
const mostPages = 20;
const mostKept = 500;

/** What lists had when they were read last, by connection, list and what it depends on. */
export type OptionCache = Map<string, { names: Names; until: number }>;

/** What entries are called, by their values. */
type Names = Map<string, string>;

/**
 * Looks whether a value is still in a list. An answer of the last minute is enough for a value that
 * was there; one that was not may have been made since, so the provider is asked again.
 */
export async function findOption({
  cache,
  key,
  provider,
  open,
  wanted: { list, of, value },
}: {
  cache: OptionCache;
  /** Of the connection, which no other organisation has. */
  key: string;
  provider: Provider;
  open: () => Promise<ConnectionClient>;
  wanted: WantedOption;
}): Promise<OptionState> {
  const listOptions = Object.hasOwn(provider.options, list) ? provider.options[list] : undefined;
  if (!listOptions) return { is: 'unknown', reason: `There is no list “${list}”.` };
  const place = JSON.stringify([key, list, Object.entries(of).sort()]);
  const kept = cache.get(place);
  const known = kept && kept.until > Date.now() ? kept.names.get(plain(value)) : undefined;
  if (known !== undefined) return { is: 'there', name: known };
  try {
    const read = await readList({ client: await open(), listOptions, of, until: plain(value) });
    if (cache.size >= mostKept) cache.clear();
    cache.set(place, { names: read.names, until: Date.now() + keptMs });
    const name = read.names.get(plain(value));
    if (name !== undefined) return { is: 'there', name };
    if (read.isWhole) return { is: 'missing' };
    return { is: 'unknown', reason: `The list of ${provider.title} is too long to be read whole.` };
  } catch (error) {
    if (error instanceof ProviderError) return { is: 'unknown', reason: error.message };
    throw error;
  }
}

async function readList({
  client,
  listOptions,
  of,
  until,
}: {
  client: ConnectionClient;
  listOptions: ListOptions;
  of: Record<string, string>;
  until: string;
}): Promise<{ names: Names; isWhole: boolean }> {
  const names: Names = new Map();
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page++) {
    const { items, nextCursor } = await listOptions(client, { search: '', cursor, of });
    for (const { value, label } of items) names.set(plain(value), label);
    if (names.has(until) || nextCursor === null) return { names, isWhole: nextCursor === null };
    cursor = nextCursor;
  }
  return { names, isWhole: false };
}

/** Providers do not tell names by their case. */
const plain = (value: string) => value.trim().toLowerCase();
