/** What of a document could not be read, for its owner. */
export interface Unread {
  /** The share of its text, 1 … 100. */
  percent: number;
  /** A sentence that says what was left out and why. */
  reason: string;
}

/** A document's text, and what of it could not be read. */
export interface ReadText {
  text: string;
  unread: Unread | null;
}

/** What letters of a font without names become, and bytes that are not text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: counting them is the purpose.
const unreadable = /[\uFFFD\p{Co}\p{Cn}\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/gu;

/** Characters of a text that somebody reads: no white space. */
export function weigh(text: string): number {
  return text.replace(/\s+/g, '').length;
}

/** How many characters of a text nobody can read. */
function countUnreadable(text: string): number {
  return text.match(unreadable)?.length ?? 0;
}

/** The share of `part` in `whole`, in percent; never 0 for a little, never 100 for less than all. */
export function percentOf(part: number, whole: number): number {
  if (part <= 0 || whole <= 0) return 0;
  const percent = Math.round((100 * part) / whole);
  return part >= whole ? 100 : Math.min(99, Math.max(1, percent));
}

/** What the owner reads about unreadable characters; null below a tenth of the text. */
export function unreadCharacters(text: string): Unread | null {
  const percent = percentOf(countUnreadable(text), weigh(text));
  if (percent < 10) return null;
  return {
    percent,
    reason:
      'Its characters stand for no letters, as when a font does not name them or the file was saved in another encoding.',
  };
}
