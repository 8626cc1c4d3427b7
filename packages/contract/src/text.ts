/** What is true of texts, for processes too that would wait for the schemas. */

/** Longest pasted text, in UTF-16 code units. */
export const maxTextLength = 1_000_000;

/**
 * Text as people type it: without NUL, which PostgreSQL cannot store, and other control characters
 * that nobody means to send; tabs and line ends stay. Lone surrogates become U+FFFD.
 */
export function cleanText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose.
  return text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '');
}
