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
 * `JSON.parse` for a text that comes from outside. A number that JavaScript would round, such as an
 * id above 2^53 or a decimal with 20 digits, becomes the text of its digits: nothing is lost on the
 * way to a template, the database or another program. See decision 0026.
 * @param change is given each value, as the reviver of `JSON.parse` is
 * @throws {SyntaxError} for a text that is no JSON; {@link JsonTooDeep} for one that is nested too deep
 */
export function parseJson(text: string, change?: (value: unknown) => unknown): unknown {
  if (isTextNestedDeeper(text, maxJsonDepth)) throw new JsonTooDeep();
  if (!mayBeRounded.test(text)) return JSON.parse(text, change && ((_, value) => change(value)));
  // Browsers from before 2025 give no source; they round, as they always did.
  return (JSON.parse as ParseWithSource)(text, (_, value, { source } = {}) => {
    const exact =
      typeof value === 'number' && source !== undefined ? exactNumber(value, source) : value;
    return change ? change(exact) : exact;
  });
}

type ParseWithSource = (
  text: string,
  reviver: (key: string, value: unknown, context?: { source?: string }) => unknown,
) => unknown;

/** Sixteen digits and more, or a large exponent; cheap, since few texts have either. */
const mayBeRounded = /\d[\d.]{15}|\d[eE][+-]?\d{3}/;

/** The number itself, or the text of one that it does not equal. Long integers are always texts. */
function exactNumber(value: number, source: string): number | string {
  if (/^-?\d+$/.test(source)) return Number.isSafeInteger(value) ? value : source;
  return decimalOf(source) === decimalOf(String(value)) ? value : source;
}

/** Digits and exponent of a number as JSON or JavaScript writes it, the same for `1.50` and `15e-1`. */
function decimalOf(text: string): string {
  const [, whole = '', fraction = '', exponent = '0'] =
    /^-?(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = whole + fraction;
  let [first, last] = [0, digits.length];
  while (digits[first] === '0') first++;
  while (last > first && digits[last - 1] === '0') last--;
  if (first === last) return whole && '0';
  return `${digits.slice(first, last)}e${Number(exponent) - fraction.length + digits.length - last}`;
}

/**
 * Whether a text is a number that {@link parseJson} keeps as text, so that what asks for a number may
 * take it as one.
 */
export function isExactNumberText(value: unknown): value is string {
  if (typeof value !== 'string' || !/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(value))
    return false;
  return typeof exactNumber(Number(value), value) === 'string';
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
