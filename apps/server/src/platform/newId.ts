import { monotonicFactory } from 'ulid';

const ulid = monotonicFactory();

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
  | 'msg';

/** A new id such as `bot_01jd…`: a lower-case ULID, so that ids sort by the time they were made. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${ulid().toLowerCase()}`;
}
