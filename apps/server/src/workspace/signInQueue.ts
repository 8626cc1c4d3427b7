import { isLoopback } from '../platform/http/clientAddress.ts';
import { tooMany } from '../platform/http/limits.ts';

/** Passwords that are checked at once: each takes a core and 32 MB for a twentieth of a second. */
const atOnce = 1;
/** Places in each of the two lines, and how many one address may have, the one at work included. */
const maxWaiting = 8;
const maxOfAddress = 3;
/** Seconds after which a full line has moved on. */
const retryAfter = 2;

export interface SignInQueue {
  /**
   * Does `work` when it is its turn. Browsers in which somebody has signed in before wait in a line
   * of their own, which comes first, so that a flood of strangers keeps nobody of the team out.
   * @throws {AppError} `rate-limited` at once when the line is full
   */
  run<Result>(
    who: { address: string; isKnown: boolean },
    work: () => Promise<Result>,
  ): Promise<Result>;
}

/** One queue for all that checks or makes a password in this process. */
export function createSignInQueue(): SignInQueue {
  const known: (() => void)[] = [];
  const strangers: (() => void)[] = [];
  const ofAddress = new Map<string, number>();
  let running = 0;

  /** @returns gives the place back */
  function takePlace(address: string): () => void {
    const taken = ofAddress.get(address) ?? 0;
    if (taken >= maxOfAddress && !isLoopback(address)) throw tooMany('sign-in', retryAfter);
    ofAddress.set(address, taken + 1);
    return () => {
      const rest = ofAddress.get(address)! - 1;
      if (rest === 0) ofAddress.delete(address);
      else ofAddress.set(address, rest);
    };
  }

  async function takeTurn(line: (() => void)[]): Promise<void> {
    if (running < atOnce) {
      running++;
      return;
    }
    if (line.length >= maxWaiting) throw tooMany('sign-in', retryAfter);
    // Whoever ends hands its turn on.
    await new Promise<void>((resolve) => line.push(resolve));
  }

  return {
    async run({ address, isKnown }, work) {
      const leave = takePlace(address);
      try {
        await takeTurn(isKnown ? known : strangers);
        try {
          return await work();
        } finally {
          const next = known.shift() ?? strangers.shift();
          if (next) next();
          else running--;
        }
      } finally {
        leave();
      }
    },
  };
}
