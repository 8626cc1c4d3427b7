import { cutText } from '@echoai/contract/text';
import { getDefaults, Lexer, type Token, Tokenizer, type Tokens } from 'marked';

/** A list or a quotation is read in pieces of this length: marked takes time by its square. */
const maxBlockLength = 20_000;
/** Lists and quotations inside each other are read this deep; what is deeper is plain text. */
const maxDepth = 16;
/** Cells of a table; marked fills short rows up, so that few characters can make millions. */
const maxCells = 10_000;

/**
 * The blocks of a Markdown text. Their words are not looked into for emphasis, links and code, which
 * takes marked minutes for a hostile text; the time for blocks grows with the length of the text.
 */
export function blocksOf(markdown: string): Token[] {
  return new BlockLexer().blockTokens(markdown.replace(/\r\n|\r/g, '\n'), []);
}

class BlockLexer extends Lexer {
  #depth = 0;

  constructor() {
    super({ ...getDefaults(), tokenizer: new BlockTokenizer() });
  }

  // biome-ignore lint/suspicious/noExplicitAny: marked declares two shapes of the list of tokens
  override blockTokens(source: string, tokens: any = [], lastParagraphClipped?: boolean): any {
    if (this.#depth > maxDepth) {
      tokens.push({ type: 'text', raw: source, text: source, tokens: this.inline(source) });
      this.state.top = true;
      return tokens;
    }
    this.#depth++;
    try {
      return super.blockTokens(source, tokens, lastParagraphClipped);
    } finally {
      this.#depth--;
    }
  }
}

class BlockTokenizer extends Tokenizer {
  override list(source: string) {
    return super.list(beginningOf(source));
  }

  override blockquote(source: string) {
    return super.blockquote(beginningOf(source));
  }

  /** A table with too many cells has its rows in one cell each. */
  override table(source: string): Tokens.Table | undefined {
    const [raw, head = '', rule = '', body = ''] = this.rules.block.table.exec(source) ?? [];
    if (raw === undefined) return undefined;
    const lines = body.split('\n');
    if (lines.length * rule.split('|').length <= maxCells) return super.table(source);
    const table = super.table(`${head}\n${rule}\n`);
    if (!table) return undefined;
    const rows = lines
      .filter((line) => line.trim() !== '')
      .map((text) => [{ text, tokens: [], header: false, align: null }]);
    return { ...table, raw: raw.replace(/(?<!\n)\n+$/, ''), rows };
  }
}

/** At most `maxBlockLength` characters of a text, of whole lines where that is possible. */
function beginningOf(source: string): string {
  if (source.length <= maxBlockLength) return source;
  const end = source.lastIndexOf('\n', maxBlockLength);
  return end > 0 ? source.slice(0, end + 1) : cutText(source, maxBlockLength);
}
