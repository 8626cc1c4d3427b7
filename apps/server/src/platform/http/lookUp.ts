import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { createLimit } from './limits.ts';

/** Milliseconds for which what nobody has given out is known to be nothing. */
const unknownForMs = 10_000;
const maxRemembered = 10_000;

/** Finds whose a credential is, and says null for one that nobody has given out. */
export type LookUp = <Found>(
  asked: { credential: string; address: string },
  find: () => Promise<Found | null>,
) => Promise<Found | null>;

/**
 * Guards a database against credentials that are made up: the same one is not looked up twice, and
 * an address may have a number of them looked up in a minute. Those that were good before are looked
 * up always, so that nobody else at the same address shuts their owner out.
 */
export function createLookUp({ name, allowance }: { name: string; allowance: number }): LookUp {
  const limit = createLimit({ name, by: 'address', allowance });
  const unknown = new LRUCache<string, true>({ max: maxRemembered, ttl: unknownForMs });
  const good = new LRUCache<string, true>({ max: maxRemembered });
  return async ({ credential, address }, find) => {
    const hash = createHash('sha256').update(credential).digest('base64');
    if (unknown.has(hash)) return null;
    const isNew = !good.has(hash);
    // Taken before, and given back: many at once must not pass together.
    if (isNew) limit.take(address);
    const found = await find();
    if (found === null) {
      good.delete(hash);
      unknown.set(hash, true);
    } else if (isNew) {
      good.set(hash, true);
      limit.giveBack(address);
    }
    return found;
  };
}
