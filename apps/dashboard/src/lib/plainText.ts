import { marked, type Token } from 'marked';

/** Markdown without its marks, for a line or two in a list. */
export function plainText(markdown: string): string {
  return textOf(marked.lexer(markdown)).replace(/\s+/g, ' ').trim();
}

function textOf(tokens: Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === 'list') return textOf(token.items);
      if ('tokens' in token && token.tokens) return textOf(token.tokens);
      return 'text' in token ? token.text : ' ';
    })
    .join(' ');
}
