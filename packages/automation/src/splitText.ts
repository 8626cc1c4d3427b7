const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * A text in pieces that are at most so long, and together are the text. It is divided after a line,
 * or else after a word, and never within what a person sees as one sign.
 * @param lengthOf of a sign as it is sent: `&` takes five characters where it is written `&amp;`
 */
export function splitText(
  text: string,
  most: number,
  lengthOf: (sign: string) => number = (sign) => sign.length,
): string[] {
  const pieces: string[] = [];
  let signs: string[] = [];
  let length = 0;
  for (const sign of signsOf(text, most, lengthOf)) {
    const more = lengthOf(sign);
    if (length + more > most) {
      const end = endOf(signs);
      pieces.push(signs.slice(0, end).join(''));
      signs = signs.slice(end);
      length = signs.reduce((sum, one) => sum + lengthOf(one), 0);
    }
    signs.push(sign);
    length += more;
  }
  return signs.length > 0 ? [...pieces, signs.join('')] : pieces;
}

/** Somebody may pile hundreds of accents on one letter; only that is taken apart. */
function* signsOf(text: string, most: number, lengthOf: (sign: string) => number) {
  for (const { segment } of graphemes.segment(text))
    if (lengthOf(segment) <= most) yield segment;
    else yield* segment;
}

/** After the last line of the second half, or else after its last word, or else all of it. */
function endOf(signs: string[]): number {
  const half = signs.length / 2;
  for (const isEnd of [/\n/, /\s/]) {
    const last = signs.findLastIndex((sign) => isEnd.test(sign));
    if (last >= half) return last + 1;
  }
  return signs.length;
}

/**
 * A title that is at most so long, and the text below it. A title that is too long is shortened, and
 * the text then begins with all of it.
 */
export function fitTitle(
  { title, text }: { title: string; text: string },
  most: number,
): { title: string; text: string } {
  return title.length <= most
    ? { title, text }
    : { title: shorten(title, most), text: `${title}\n\n${text}` };
}

/** A text as it is if it is not too long; or else its beginning with “…”. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${splitText(text, most - 1)[0]!.trimEnd()}…`;
}
