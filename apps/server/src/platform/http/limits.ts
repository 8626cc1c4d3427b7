import { LRUCache } from 'lru-cache';
import { AppError } from '../errors.ts';
import { isLoopback, widerNetwork } from './clientAddress.ts';

/** What somebody may do in a time, as a value. `docs/operations.md` lists all of them. */
export interface Allowance {
  name: string;
  /** Whose uses are counted together. `address`: an IPv4 address or an IPv6 /64. */
  by: 'address' | 'account' | 'chatbot' | 'organisation' | 'installation';
  allowance: number;
  /** Seconds after the first use when the allowance is whole again. */
  seconds?: number;
  /** What the refusal says, if not the name. */
  words?: string;
}

export interface Limit {
  /** Counts one use. @throws {AppError} `rate-limited` when there were too many */
  take(who: string): void;
  /** Refuses like `take`, and counts nothing. */
  check(who: string): void;
  /** A use that was taken does not count. */
  giveBack(who: string): void;
}

interface Uses {
  count: number;
  until: number;
}

/** A limit remembers this many at most, and forgets first who came longest ago. */
const maxRemembered = 10_000;
/** Whoever has a /48 has 65,536 of /64: together they have this many times the allowance of one. */
const widerFactor = 16;

/**
 * Counts in the memory of this process. Requests from this very machine are not counted by address:
 * a program here is the owner's own.
 */
export function createLimit({ name, by, allowance, seconds = 60, words }: Allowance): Limit {
  const uses = new LRUCache<string, Uses>({ max: maxRemembered });

  /** Everything that is counted for `who`, with the allowance of each. */
  function countersOf(who: string): [key: string, allowance: number][] {
    if (by !== 'address') return [[who, allowance]];
    if (isLoopback(who)) return [];
    const wider = widerNetwork(who);
    return wider
      ? [
          [who, allowance],
          [wider, allowance * widerFactor],
        ]
      : [[who, allowance]];
  }

  function readUses(key: string): Uses {
    const known = uses.get(key);
    if (known && known.until > Date.now()) return known;
    return { count: 0, until: Date.now() + seconds * 1_000 };
  }

  function check(who: string): void {
    for (const [key, most] of countersOf(who)) {
      const { count, until } = readUses(key);
      if (count >= most) throw tooMany(name, Math.ceil((until - Date.now()) / 1_000), words);
    }
  }

  function add(who: string, step: 1 | -1): void {
    for (const [key] of countersOf(who)) {
      const known = readUses(key);
      known.count = Math.max(0, known.count + step);
      uses.set(key, known);
    }
  }

  return {
    check,
    giveBack: (who) => add(who, -1),
    take(who) {
      check(who);
      add(who, 1);
    },
  };
}

/** The refusal of everything that is limited, with the time to come again. */
export function tooMany(what: string, seconds: number, detail?: string): AppError {
  const wait = Math.max(1, seconds);
  const words = detail ?? `Too many requests (${what}).`;
  return new AppError('rate-limited', `${words} Try again in ${inWords(wait)}.`, {
    retryAfter: wait,
  });
}

function inWords(seconds: number): string {
  if (seconds === 1) return 'a second';
  if (seconds < 120) return `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
