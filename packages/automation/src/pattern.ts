import { RE2JS } from 're2js';
import { spend } from './work.ts';

/** Longest pattern, in UTF-16 code units. */
export const maxPattern = 500;
/** Most instructions that a pattern may become; repetitions multiply them. */
export const maxInstructions = 2_000;
/** Units for making one instruction of a pattern. */
const instruction = 100;

type Pattern = RE2JS | null;
/** The latest patterns, since conditions in a loop use the same ones. */
const compiled = new Map<string, Pattern>();
const kept = 200;

/**
 * A regular expression in RE2's syntax, whose time is linear in the text. What it spends is half
 * its instructions times the characters of the text. Look-around and back references are not in it.
 *
 * @returns null when the pattern is not valid, or too large: `a{1000}` is a thousand instructions.
 */
export function compilePattern(
  pattern: string,
  { caseSensitive = false }: { caseSensitive?: boolean } = {},
): { finds(text: string): boolean; instructions: number } | null {
  if (pattern.length > maxPattern) return null;
  spend(instruction * pattern.length);
  const key = `${caseSensitive} ${pattern}`;
  const known = compiled.get(key);
  const regexp = known === undefined ? compile(pattern, caseSensitive) : known;
  compiled.delete(key);
  compiled.set(key, regexp);
  if (compiled.size > kept) compiled.delete(compiled.keys().next().value!);
  if (!regexp) return null;
  const instructions = regexp.programSize();
  return {
    instructions,
    finds: (text) => {
      spend((instructions * text.length) / 2);
      return regexp.matcher(text).find();
    },
  };
}

function compile(pattern: string, caseSensitive: boolean): Pattern {
  if (sizeOf(pattern) > maxInstructions) return null;
  try {
    const regexp = RE2JS.compile(pattern, caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
    return regexp.programSize() > maxInstructions ? null : regexp;
  } catch {
    return null;
  }
}

/** About how many instructions a pattern becomes, known before they are made. */
function sizeOf(pattern: string): number {
  const groups: number[] = [];
  let [size, last] = [0, 0];
  for (const [part, , repeat] of pattern.matchAll(parts)) {
    if (repeat !== undefined) {
      const times = Math.max(...repeat.split(',').map(Number), 1);
      size += last * (times - 1);
      last *= times;
    } else if (part === '(') {
      groups.push(size);
      size = 0;
    } else if (part === ')') {
      last = size;
      size += groups.pop() ?? 0;
    } else {
      last = 1;
      size++;
    }
  }
  return size + groups.reduce((sum, each) => sum + each, 0);
}

/** An escape, a class (also one that nobody closed), a repetition, or a character. */
const parts = /\\(?:[pPx]\{[^}]*\}|.)|(\[\^?\]?(?:\\.|[^\]\\])*\]?)|\{(\d+(?:,\d*)?)\}|./gs;
