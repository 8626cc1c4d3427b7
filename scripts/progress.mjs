/**
 * What a person sees while a script works: one line per phase with its seconds. A terminal gets a
 * spinner; a log gets a line every few seconds, so that a long wait never looks like a hang.
 */

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const LOG_INTERVAL_MS = 5000;

/** A failure with what to do about it. Everything else that is thrown is a bug and keeps its stack. */
export class ScriptError extends Error {
  /**
   * @param {string} message what happened
   * @param {string} [advice] what the reader can do
   */
  constructor(message, advice) {
    super(message);
    this.advice = advice;
  }
}

/** @param {number} since milliseconds since the epoch */
export const elapsed = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** @param {string} text */
export const heading = (text) =>
  console.log(`\n── ${text} ${'─'.repeat(Math.max(3, 72 - text.length))}`);

/** @type {Map<string, number>} the phases under way, with when they began */
const running = new Map();
/** @type {NodeJS.Timeout | undefined} */
let ticker;
let frame = 0;

const line = () => [...running].map(([name, since]) => `${name} … ${elapsed(since)}`).join('   ');
const clearLine = () => process.stdout.isTTY && process.stdout.write('\r\x1b[K');

function tick() {
  if (!process.stdout.isTTY) return console.log(`  ${line()}`);
  frame = (frame + 1) % FRAMES.length;
  process.stdout.write(`\r\x1b[K${FRAMES[frame]} ${line()}`);
}

function restartTicker() {
  clearInterval(ticker);
  clearLine();
  if (running.size > 0) ticker = setInterval(tick, process.stdout.isTTY ? 100 : LOG_INTERVAL_MS);
}

/**
 * Shows the phase while `work` runs. Phases may overlap.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function phase(name, work) {
  const since = Date.now();
  running.set(name, since);
  restartTicker();
  try {
    const result = await work();
    running.delete(name);
    restartTicker();
    console.log(`✓ ${name}  ${elapsed(since)}`);
    return result;
  } catch (error) {
    running.delete(name);
    restartTicker();
    console.log(`✗ ${name}  ${elapsed(since)}`);
    throw error;
  }
}

/**
 * Ends the script with the message and the advice of a failure.
 * @param {unknown} error
 */
export function reportFailure(error) {
  if (!(error instanceof ScriptError)) console.error(error);
  else console.error(`\n${error.message}${error.advice ? `\n\n${error.advice}` : ''}`);
  process.exitCode = 1;
}
