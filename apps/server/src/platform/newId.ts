import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';

const pool = new Uint32Array(1_024);
let used = pool.length;

/** A random fraction, 0 ≤ x < 1; the library's own asks the system for each of 16 characters. */
function random(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return pool[used++]! / 2 ** 32;
}

const ulid = monotonicFactory(random);

/** Prefixes that tell what an id names. */
export type IdPrefix =
  | 'bot'
  | 'src'
  | 'fil'
  | 'psg'
  | 'faq'
  | 'int'
  | 'iex'
  | 'vis'
  | 'ses'
  | 'msg'
  | 'mem'
  | 'cod';

/** A new id such as `bot_01jd…`: a lower-case ULID, so that ids sort by the time they were made. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${ulid().toLowerCase()}`;
}
