import type { RetrievedPassage } from '../../knowledge/retrieve.ts';
import {
  type Fact,
  factOf,
  keptFactOf,
  readSentence,
  type Sentence,
  shareOf,
} from './readSentence.ts';
import { createJoiner, createSplitter, linesIn, type Piece } from './sentences.ts';
import { isDerived, isPromise } from './specifics.ts';

/** Checks what a model writes while it writes. */
export interface FactCheck {
  /** Takes the next piece of the text. @returns what may be sent of everything so far */
  push(text: string): string;
  /**
   * The text has ended.
   * @param breaksOff whether a sentence without its mark is only half of one
   * @returns what may still be sent
   */
  end(how?: { breaksOff: boolean }): string;
  /** Whether something was kept back. */
  isCut(): boolean;
}

/** What is not sent before it is known what comes below. */
interface Waiting {
  piece: Piece;
  sentence: Sentence;
  /** A claim waits for a citation, a lead for something that it leads to, and the rest for its turn. */
  kind: 'claim' | 'lead' | 'plain' | 'dropped';
  isSent?: boolean;
}

/**
 * Keeps back what a model says about the business without a passage for it.
 * - A sentence that cites a passage is sent if the passage holds its numbers, addresses and promises.
 * - One that states something without a citation is sent when a passage plainly says it, and is given
 *   that citation; or when its paragraph goes on to cite a passage, or a citation introduces its
 *   list, that holds its numbers, addresses and promises.
 * - Manners, questions, admissions, and numbers that the visitor gave need no citation.
 * - A heading, the head of a table, and what ends in a colon are sent with the first thing below.
 *
 * Everything else is dropped.
 * @param passages as they are numbered for the model; the array may grow while it writes
 * @param said the visitor's words: their numbers and addresses may be repeated
 * @param own the business's, such as the owner's instructions: what they say needs no citation
 */
export function checkFacts({
  passages,
  said,
  own,
}: {
  passages: RetrievedPassage[];
  said: string;
  own: string;
}): FactCheck {
  const facts = passageFacts(passages);
  const visitor = once(() => factOf(said));
  const owner = once(() => factOf(own));
  const splitter = createSplitter();
  const joiner = createJoiner();
  let waiting: Waiting[] = [];
  /** What the introduction of the present list or table cites. */
  let introducing: Fact[] = [];
  let isInTable = false;
  let fence: Waiting | null = null;
  let isCut = false;

  /** Whether some facts hold whatever of a sentence can be wrong by itself. */
  function isHeld({ specifics, isAsking }: Sentence, by: Fact[]): boolean {
    const isKnown = (one: string) =>
      by.some((fact) => fact.has(one)) ||
      owner().has(one) ||
      (visitor().has(one) && (isAsking || !isPromise(one)));
    const known = specifics.filter(isKnown);
    return specifics.every(
      (one) => isKnown(one) || isDerived(one, { from: known, others: visitor().specifics }),
    );
  }
  const isHeldByOne = (sentence: Sentence) =>
    isHeld(sentence, []) || facts().some((fact) => isHeld(sentence, [fact]));
  const plainlySays = (fact: Fact, sentence: Sentence) =>
    isHeld(sentence, [fact]) && shareOf(sentence.terms, fact) >= plainly;

  function isClaim(sentence: Sentence, isMeantAsFact: boolean): boolean {
    if (sentence.isAsking) return !isHeldByOne(sentence);
    const promisesOnly = sentence.specifics.every(isPromise);
    if (sentence.isAdmission && (promisesOnly || isHeld(sentence, []))) return false;
    if (isMeantAsFact || !isHeld(sentence, [])) return true;
    if (sentence.isManners || plainlySays(owner(), sentence)) return false;
    return sentence.isOfBusiness || facts().some((fact) => shareOf(sentence.terms, fact) > 0);
  }

  /** @returns what is sent because of a piece */
  function take(piece: Piece, isMeantAsFact = false): string {
    const { text } = piece;
    if (text.startsWith('```')) return takeFence(piece);
    const read = readSentence(text);
    const isRow = text.startsWith('|');
    const isHead = isRow && (!isInTable || /^[|\s:-]+$/.test(text));
    const isLead = isHead || (lead.test(text) && !read.isAsking);
    const sentence = isLead ? withoutCounts(read) : read;
    // Once only: `[1[9]]` leaves another citation each time that one is taken out.
    const numbers = isMeantAsFact ? [] : numbersCited(text);
    const cited = numbers.flatMap((number) => facts()[number - 1] ?? []);
    if (numbers.length > 0 && (cited.length === 0 || !isHeld(sentence, cited))) {
      const plain = { ...piece, text: text.replace(citation, '').trimEnd() };
      // What was to have a passage is a claim, whatever it sounds like.
      return take(plain, true);
    }
    isInTable = isRow;
    if (isLead) {
      if (cited.length > 0) introducing = cited;
      const released = cited.length > 0 ? settle(cited) : '';
      return released + wait(piece, sentence, isHeld(sentence, cited) ? 'lead' : 'claim');
    }
    if (!isRow && !item.test(text)) introducing = [];
    if (cited.length > 0) return settle(cited) + send(piece);
    if (!isClaim(sentence, isMeantAsFact)) {
      const isInTurn = waiting.every(({ kind }) => kind !== 'claim');
      return isInTurn ? send(piece) : wait(piece, sentence, 'plain');
    }
    if (introducing.length > 0 && isHeld(sentence, introducing)) {
      return settle(introducing) + send(piece);
    }
    const saying = facts().findIndex((fact) => plainlySays(fact, sentence));
    if (saying >= 0 && sentence.terms.length > 1) {
      return take({ ...piece, text: withCitation(text, saying + 1) });
    }
    return wait(piece, sentence, 'claim');
  }

  /** The marks around code are sent with what is between them. */
  function takeFence(piece: Piece): string {
    const opening = fence;
    if (opening?.isSent) {
      fence = null;
      return send(piece);
    }
    if (opening) {
      fence = null;
      const from = waiting.indexOf(opening);
      for (const one of from < 0 ? [] : waiting.slice(from)) one.kind = 'dropped';
      return wait(piece, readSentence(''), 'dropped');
    }
    fence = { piece, sentence: readSentence(''), kind: 'lead' };
    waiting.push(fence);
    return '';
  }

  function wait(piece: Piece, sentence: Sentence, kind: Waiting['kind']): string {
    waiting.push({ piece, sentence, kind });
    return '';
  }

  /** @returns a piece, with what leads to it */
  function send(piece: Piece): string {
    const before = flush(waiting, false);
    waiting = [];
    return before + joiner.add(piece);
  }

  /** @param isOver whether what leads to something that was dropped is dropped too */
  function flush(list: Waiting[], isOver: boolean): string {
    const lastDropped = isOver ? list.findLastIndex(({ kind }) => kind === 'dropped') : -1;
    const sent = list.map((one, index) => {
      one.isSent = one.kind === 'lead' ? index > lastDropped : one.kind !== 'dropped';
      if (one.isSent) return joiner.add(one.piece);
      joiner.skip(one.piece);
      isCut = true;
      return '';
    });
    return sent.join('');
  }

  /**
   * Decides on the claims that wait.
   * @param cited what their paragraph cites; null at its end, where they are dropped
   * @returns what is sent of what waited
   */
  function settle(cited: Fact[] | null): string {
    let sent = '';
    let rest: Waiting[] = [];
    for (const one of waiting) {
      if (one.kind === 'claim' && !(cited && isHeld(one.sentence, cited))) one.kind = 'dropped';
      rest.push(one);
      if (one.kind === 'claim' || one.kind === 'plain') {
        sent += flush(rest, cited === null);
        rest = [];
      }
    }
    if (cited === null && rest.at(-1)?.kind === 'dropped') {
      sent += flush(rest, true);
      rest = [];
    }
    waiting = rest;
    return sent;
  }

  function takeAll(pieces: Piece[]): string {
    const sent = pieces.map((piece) => take(piece) + (linesIn(piece.gap) > 1 ? settle(null) : ''));
    return sent.join('');
  }

  return {
    push: (text) => takeAll(splitter.push(text)),
    end({ breaksOff } = { breaksOff: false }) {
      const left = splitter
        .end()
        .filter(({ text }) => !breaksOff || /[^\p{L}\p{N},\])]$/u.test(text));
      const sent = takeAll(left) + settle(null);
      isCut ||= waiting.length > 0;
      return sent;
    },
    isCut: () => isCut,
  };
}

/** A share of a sentence's words in a passage from which on the passage says the sentence. */
const plainly = 0.7;

/** “In three colours:” counts what is below. */
function withoutCounts(sentence: Sentence): Sentence {
  const specifics = sentence.specifics.filter((one) => !(Number(one) <= 10));
  return { ...sentence, specifics };
}

/** A heading, or what ends in a colon, citations aside. */
const lead =
  /^#{1,6} |^\*\*[^*]{1,200}(?<![.!?])\*\*$|[:：][*_]{0,3}(?: ?\[\d[\d, ]{0,20}\]){0,4}$/;
const item = /^\s*(?:[-*+>]|\d{1,3}[.)]) /;

const citation = / ?\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\](?!\()/g;

function numbersCited(text: string): number[] {
  return [...text.matchAll(citation)].flatMap(([, list]) => list!.split(',').map(Number));
}

/** Before the sentence's last marks, as models write it, and inside the last cell of a row. */
function withCitation(text: string, n: number): string {
  let end = text.length;
  while (end > 0 && ' .!…*_|'.includes(text[end - 1]!)) end--;
  return `${text.slice(0, end)} [${n}]${text.slice(end)}`;
}

/** What is long to read and seldom needed: most sentences cite a passage that holds them. */
function once<Value>(read: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= read());
}

/** What each passage holds, read once, when it is first asked for. */
function passageFacts(passages: RetrievedPassage[]) {
  const read: Fact[] = [];
  return () => {
    for (const { title, headingPath, text } of passages.slice(read.length)) {
      read.push(keptFactOf([title, ...headingPath, text].join('\n')));
    }
    return read;
  };
}
