import { isNestedDeeper } from '@echoai/contract/json';
import { marked, type Token } from 'marked';

/** Longest text, most signs of emphasis and deepest nesting that are read as Markdown. */
const most = { length: 20_000, signs: 2_000, depth: 100 };

/** Null for a text that is shown as it is: what renders Markdown calls itself for each level. */
export function readTokens(text: string): Token[] | null {
  if (text.length > most.length || text.split(/[*_~]/).length > most.signs) return null;
  try {
    const tokens = marked.lexer(text, { gfm: true, breaks: true });
    return isNestedDeeper(tokens, most.depth) ? null : tokens;
  } catch {
    return null; // nested too deep for the lexer itself
  }
}
