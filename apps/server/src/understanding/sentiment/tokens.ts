import { cutText } from '@echoai/contract/text';
/** A word, an emoji or emoticon, or a mark that ends a clause. */
export interface Token {
  kind: 'word' | 'emoji' | 'mark';
  /** Lower case, with straight apostrophes; emoji without skin tone and variation. */
  text: string;
  /** All capitals, in a message that is not. */
  isShouted: boolean;
}

/** The same bound as the embedding model's: more of a message adds nothing. */
const maxTextLength = 4_000;

const scanner = new RegExp(
  [
    String.raw`(?<emoji>[>]?[:;=]['’]?[-^o]?[()[\]{}DdPp|/\\*3](?![\p{L}\p{N}])|<\/?3|\p{Extended_Pictographic})`,
    String.raw`(?<word>[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}\p{N}\p{M}]+)*)`,
    '(?<mark>[!?]+|[.,;:…。！？]+)',
  ].join('|'),
  'gu',
);

/** Words, emoji and clause marks of a message in order; addresses of pages and mailboxes are left out. */
export function tokensOf(message: string): Token[] {
  const text = cutText(cutText(message, maxTextLength).normalize('NFKC'), maxTextLength);
  const tokens = text
    .split(/\s+/)
    .filter((chunk) => !/:\/\/|^www\.|.@./.test(chunk))
    .flatMap(scan);
  const words = tokens.filter(({ kind }) => kind === 'word');
  const isAllShouted = words.length > 1 && words.every(({ isShouted }) => isShouted);
  return isAllShouted ? tokens.map((token) => ({ ...token, isShouted: false })) : tokens;
}

function scan(chunk: string): Token[] {
  return [...chunk.matchAll(scanner)].map(({ groups }) => {
    const { emoji, word, mark } = groups!;
    if (emoji) return { kind: 'emoji', text: emoji.toLowerCase(), isShouted: false };
    if (mark) return { kind: 'mark', text: mark, isShouted: false };
    const isShouted =
      word!.length > 1 && word !== word!.toLowerCase() && word === word!.toUpperCase();
    return { kind: 'word', text: word!.toLowerCase().replaceAll('’', "'"), isShouted };
  });
}
