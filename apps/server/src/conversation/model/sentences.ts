/** A sentence, a line of a list, a row of a table or a heading, with the white space after it. */
export interface Piece {
  text: string;
  gap: string;
}

/**
 * A sentence's end with the citations after it, once more is there than its white space. A small
 * letter begins no sentence: “approx. five” is one.
 */
const end =
  /(?:[.!?…。！？]["”’»)*_]{0,3}(?: ?\[\d{1,3}(?:, ?\d{1,3}){0,5}\]){0,4}[ \t]{1,4}(?=[^\s[\p{Ll}])|\n\s{0,8}(?=[^\s[])|(?<=\d\])[ \t]{1,4}(?=\p{Lu}))/gu;
const longestEnd = 120;

/** “1. ” begins a line or is a date, and an abbreviation has more to come. */
const isUnfinished = (text: string) =>
  /(?:^|\s)\d{1,3}\. $/.test(text) ||
  /(?:^|[\s(])(?:e\.g|i\.e|approx|ca|z\. ?b|bzw|inkl|etc|vs|no|nr|p\. ?ex|ex|art|co|st|mr|mrs|ms|dr|tel|max|min)\. $/i.test(
    text,
  );

/** Splits a text into its pieces while it is written. */
export function createSplitter() {
  let buffer = '';
  let scanned = 0;
  return {
    /** @returns the pieces that are whole by now */
    push(text: string): Piece[] {
      buffer += text;
      const pieces: Piece[] = [];
      for (;;) {
        end.lastIndex = Math.max(0, scanned - longestEnd);
        const found = end.exec(buffer);
        if (!found) break;
        const length = found.index + found[0].length;
        const whole = buffer.substring(0, length);
        if (isUnfinished(whole)) {
          scanned = length + longestEnd;
          continue;
        }
        pieces.push(pieceOf(whole));
        buffer = buffer.substring(length);
        scanned = 0;
      }
      scanned = buffer.length;
      return pieces;
    },
    /** @returns what is left */
    end(): Piece[] {
      const rest = pieceOf(buffer);
      buffer = '';
      return rest.text === '' ? [] : [rest];
    },
  };
}

function pieceOf(whole: string): Piece {
  const text = whole.trimEnd();
  return { text, gap: whole.substring(text.length) };
}

export const linesIn = (gap: string) => gap.split('\n').length - 1;

/** What makes a line an item of a list or a quotation. */
const marker = /^(?:[-*+>]|\d{1,3}[.)]) /;

/** Joins those pieces of a text that are sent, so that nothing shows where one is missing. */
export function createJoiner() {
  let isFirst = true;
  let gap = '';
  let mark = '';
  return {
    /** @returns what is sent of it and before it */
    add(piece: Piece): string {
      const text = `${isFirst ? '' : gap}${mark}${piece.text}`;
      isFirst = false;
      gap = piece.gap;
      mark = '';
      return text;
    },
    /** A sentence that is left out leaves the end of its paragraph, and the mark of its line. */
    skip(piece: Piece): void {
      if (piece.gap.includes('\n')) {
        const lines = Math.max(linesIn(gap), linesIn(piece.gap));
        gap = '\n'.repeat(lines) + piece.gap.slice(piece.gap.lastIndexOf('\n') + 1);
      } else if (linesIn(gap) === 0) gap = piece.gap;
      mark = piece.gap.includes('\n') ? '' : (piece.text.match(marker)?.[0] ?? mark);
    },
  };
}
