/** Longest text of which a reader is given the worst kind. */
const length = 4_000;
/** What a reader may take of the processor for it. */
const boundMs = 50;
/** Of four times the text: what is linear takes four times as long, what is quadratic sixteen times. */
const mostGrowth = 8;
/** The first are so short that even what doubles with every character comes to an end. */
const sizes = [20, 25, 30, 250, length / 4, length];

/** A kind of text, of any length. */
export type Pump = (length: number) => string;

/** `prefix`, then `period` again and again, then `suffix`. */
export function pump(period: string, prefix = '', suffix = ''): Pump {
  return (size) => {
    const room = Math.max(0, size - prefix.length - suffix.length);
    return prefix + period.repeat(Math.ceil(room / period.length)).slice(0, room) + suffix;
  };
}

/**
 * Gives a reader one kind of text, by doubling, so that what takes for ever is found while it is short.
 * @param suspiciousMs below it how the time grows is not looked into
 * @returns what is wrong with the time it takes; null when it is within the bound and grows as the text
 */
export function judge(
  read: (text: string) => unknown,
  kind: Pump,
  { suspiciousMs = 1 } = {},
): string | null {
  let took = 0;
  for (const size of sizes) {
    const text = kind(size);
    took = cost(read, text, suspiciousMs);
    if (took > boundMs) return sayIn(`takes ${took.toFixed(1)} ms for ${size} characters`, text);
  }
  if (took < suspiciousMs) return null;
  const text = kind(4 * length);
  const tookLonger = cost(read, text, suspiciousMs);
  if (tookLonger < mostGrowth * took) return null;
  const growth = `takes ${took.toFixed(1)} ms, and ${tookLonger.toFixed(1)} ms for four times the text`;
  return sayIn(growth, text);
}

const sayIn = (what: string, text: string) =>
  `${what}: ${JSON.stringify(text.slice(0, 60))} … ${JSON.stringify(text.slice(-12))}`;

/**
 * Milliseconds of the processor, the least of several runs. The clock on the wall, which never shows
 * less, settles most cases at once; where it does not, other programs' time must not count.
 */
function cost(read: (text: string) => unknown, text: string, suspiciousMs: number): number {
  let least = byClock(read, text);
  if (least < suspiciousMs) return least;
  for (let round = 0; round < 2 && least >= suspiciousMs; round++) {
    least = Math.min(least, byProcessor(read, text));
    if (least > 20 * boundMs) break;
  }
  return least;
}

function byClock(read: (text: string) => unknown, text: string): number {
  const before = performance.now();
  read(text);
  return performance.now() - before;
}

/** The mean of as many runs as the processor's clock, which is coarse on some machines, needs. */
function byProcessor(read: (text: string) => unknown, text: string): number {
  const before = process.threadCpuUsage();
  for (let runs = 1; ; runs++) {
    read(text);
    const { user, system } = process.threadCpuUsage(before);
    const took = (user + system) / 1_000;
    if (took > 10 || runs === 20) return took / runs;
  }
}
