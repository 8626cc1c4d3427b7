/**
 * Deepest nesting of JSON that comes from outside. Whatever reads, checks, copies or writes JSON calls
 * itself for each level, and a few thousand of them are more than the stack holds.
 */
export const maxJsonDepth = 60;

/** A text is JSON, or seems to be, but is nested too deep to be read. */
export class JsonTooDeep extends SyntaxError {
  override name = 'JsonTooDeep';
  constructor() {
    super(`The JSON is nested deeper than ${maxJsonDepth} levels.`);
  }
}

/**
 * `JSON.parse` for a text that comes from outside.
 * @throws {SyntaxError} for a text that is no JSON; {@link JsonTooDeep} for one that is nested too deep
 */
export function parseJson(
  text: string,
  reviver?: (this: unknown, key: string, value: unknown) => unknown,
): unknown {
  if (isTextNestedDeeper(text, maxJsonDepth)) throw new JsonTooDeep();
  return JSON.parse(text, reviver);
}

/** Counts brackets outside of strings, without recursion. */
function isTextNestedDeeper(text: string, most: number): boolean {
  let depth = 0;
  for (let place = 0; place < text.length; place++) {
    const character = text.charCodeAt(place);
    if (character === quote) {
      place++;
      while (place < text.length && text.charCodeAt(place) !== quote)
        place += text.charCodeAt(place) === backslash ? 2 : 1;
    } else if (character === openBracket || character === openBrace) {
      if (++depth > most) return true;
    } else if (character === closeBracket || character === closeBrace) depth--;
  }
  return false;
}

const [quote, backslash] = [0x22, 0x5c];
const [openBracket, closeBracket] = [0x5b, 0x5d];
const [openBrace, closeBrace] = [0x7b, 0x7d];

/** Whether a value has objects or lists within one another deeper than that, without recursion. */
export function isNestedDeeper(value: unknown, most: number): boolean {
  const waiting: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= most) return true;
    for (const item of Object.values(value)) waiting.push({ value: item, depth: depth + 1 });
  }
  return false;
}
