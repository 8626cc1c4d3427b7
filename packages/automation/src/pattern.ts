import { RE2JS } from 're2js';

/** Longest pattern, in UTF-16 code units. */
export const maxPattern = 500;

/**
 * A regular expression in RE2's syntax, whose time is linear in the text: no text and no pattern can
 * make it hang. Look-around and back references are not in it.
 *
 * @returns null when the pattern is not valid.
 */
export function compilePattern(
  pattern: string,
  { caseSensitive = false }: { caseSensitive?: boolean } = {},
): { finds(text: string): boolean } | null {
  if (pattern.length > maxPattern) return null;
  try {
    const compiled = RE2JS.compile(pattern, caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
    return { finds: (text) => compiled.matcher(text).find() };
  } catch {
    return null;
  }
}
