import { isNestedDeeper } from '@echoai/contract/json';
import { marked, type Token } from 'marked';

/** Longest text, most marks and deepest nesting that are read as Markdown. */
const most = { length: 20_000, marks: 1_000, depth: 100 };
/** The lexer's time grows with the square of their number. */
const marks = /[*_[\]!<>`~&\\@]|[-+][ \t]|\d[.)][ \t]|[ \t]{4}/g;

/** Null for a text that is shown as it is: what renders Markdown calls itself for each level. */
export function readTokens(text: string): Token[] | null {
  if (text.length > most.length || (text.match(marks)?.length ?? 0) > most.marks) return null;
  try {
    const tokens = marked.lexer(text, { gfm: true, breaks: true });
    return isNestedDeeper(tokens, most.depth) ? null : tokens;
  } catch {
    return null; // nested too deep for the lexer itself
  }
}
