import { randomFillSync } from 'node:crypto';
import { decodeTime, encodeTime, isValid, monotonicFactory } from 'ulid';

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
  | 'cod'
  | 'wf'
  | 'exe'
  | 'btt'
  | 'ntf'
  | 'crd'
  | 'con'
  | 'chg'
  | 'try'
  | 'rdl';

let aheadMs = 0;

/** @param ahead milliseconds by which the clock that ids are made by is ahead of this process's */
export function setIdClock(ahead: number): void {
  aheadMs = ahead;
}

/**
 * A new id such as `bot_01jd…`: a lower-case ULID, so that ids sort by the time they were made, by the
 * database's clock. Messages, whose order must be exact, have theirs from `next_message_id`.
 */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${ulid(idTime()).toLowerCase()}`;
}

/** Now, by the clock that ids are made by, in milliseconds since 1970. */
export function idTime(): number {
  return Date.now() + aheadMs;
}

/** When an id was made, in milliseconds since 1970; null for what `newId` did not make. */
export function timeOfId(id: string): number | null {
  const ulidOfId = id.slice(id.indexOf('_') + 1).toUpperCase();
  return isValid(ulidOfId) ? decodeTime(ulidOfId) : null;
}

/** No id made at this time or later is lower. */
export function lowestIdAt(prefix: IdPrefix, milliseconds: number): string {
  return `${prefix}_${encodeTime(Math.max(0, milliseconds)).toLowerCase()}${'0'.repeat(16)}`;
}
