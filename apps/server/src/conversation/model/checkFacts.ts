import { termsOf } from '../../knowledge/language.ts';
import type { RetrievedPassage } from '../../knowledge/retrieve.ts';
import { isQuestion } from '../memory/sentences.ts';
import { specificsOf } from './specifics.ts';

/** Checks what a model writes while it writes. */
export interface FactCheck {
  /** Takes the next piece of the text. @returns what may be sent of everything so far */
  push(text: string): string;
  /** The text has ended. @returns what may still be sent */
  end(): string;
}

/**
 * Keeps back what a model says about the business without a passage for it. A sentence that cites a
 * passage is sent. One that states something without a citation is sent when a passage plainly says
 * it, and is given that citation; or when a cited sentence of its paragraph follows, and its numbers
 * and addresses are known. Everything else is dropped: prices, times and promises that no passage
 * holds. Manners, questions, and what the visitor said themselves need no citation.
 * @param passages as they are numbered for the model; the array may grow while it writes
 * @param known what may be repeated without a citation, such as the visitor's own words
 */
export function checkFacts({
  passages,
  known,
}: {
  passages: RetrievedPassage[];
  known: string;
}): FactCheck {
  const facts = passageFacts(passages);
  const own = specificsOf(known);
  let buffer = '';
  let scanned = 0;
  let waiting: { text: string; isClaim: boolean; specifics: string[] }[] = [];

  /** @returns what is sent because of it */
  function take(text: string): string {
    if (citesOneOf(text, passages.length)) {
      const released = waiting.filter(
        ({ isClaim, specifics }) => !isClaim || facts().some(({ has }) => specifics.every(has)),
      );
      waiting = [];
      return [...released.map((one) => one.text), text].join('');
    }
    const specifics = [...specificsOf(text)].filter((one) => !own.has(one));
    const terms = termsOf(text);
    const isClaim = specifics.length > 0 || statesSomething(text, terms, facts());
    if (isClaim) {
      const saying = facts().findIndex(
        ({ has, terms: said }) => specifics.every(has) && shareOf(terms, said) >= plainly,
      );
      if (saying >= 0 && terms.length > 1) return take(withCitation(text, saying + 1));
    } else if (waiting.length === 0) return text;
    waiting.push({ text, isClaim, specifics });
    return '';
  }

  /** @returns what is sent at the end of a paragraph: claims that waited for a citation are not */
  function close(): string {
    const sent = waiting.filter(({ isClaim }) => !isClaim).map(({ text }) => text);
    waiting = [];
    return sent.join('');
  }

  return {
    push(text) {
      buffer += text;
      let sent = '';
      for (;;) {
        sentenceEnd.lastIndex = Math.max(0, scanned - longestEnd);
        const end = sentenceEnd.exec(buffer);
        if (!end) break;
        const length = end.index + end[0].length;
        if (isNumbering(buffer.substring(0, length))) {
          scanned = length + longestEnd;
          continue;
        }
        sent += take(buffer.substring(0, length));
        if (/\n\s*\n/.test(end[0])) sent += close();
        buffer = buffer.substring(length);
        scanned = 0;
      }
      scanned = buffer.length;
      return sent;
    },
    end() {
      const sent = buffer === '' ? '' : take(buffer);
      buffer = '';
      return sent + close();
    },
  };
}

/** A sentence's end with the citations after it, once more is there than its white space. */
const sentenceEnd =
  /(?:[.!?…。！？]["”’»)*_]{0,3}(?: ?\[\d{1,3}(?:, ?\d{1,3}){0,5}\]){0,4}[ \t]{1,4}|\n\s{0,8})(?=[^\s[])|(?<=\d\])[ \t]{1,4}(?=\p{Lu})/gu;
const longestEnd = 120;

/** “1. ” at the beginning of a line ends no sentence, nor does “approx. ”. */
const isNumbering = (text: string) =>
  /^\s*\d{1,3}\. $/.test(text) ||
  /(?:^|\s)(?:e\.g|i\.e|approx|ca|z\. ?b|bzw|inkl|etc|vs|no|nr|p\. ?ex|ex|art)\. $/i.test(text);

/** A share of a sentence's words in a passage from which on the passage says the sentence. */
const plainly = 0.7;

function shareOf(terms: string[], own: Set<string>): number {
  return terms.length === 0 ? 0 : terms.filter((term) => own.has(term)).length / terms.length;
}

const citation = /\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]/g;

function citesOneOf(text: string, count: number): boolean {
  return [...text.matchAll(citation)].some(([, list]) =>
    list!.split(',').some((number) => Number(number) >= 1 && Number(number) <= count),
  );
}

/** Before the sentence's last mark, as models write it. */
function withCitation(text: string, n: number): string {
  return text.replace(/(?<![\s.!…*_])([.!…*_]{0,4}\s{0,9})$/, ` [${n}]$1`);
}

/** Who speaks for the business. */
const business =
  /\b(?:we|we['’]\w{1,3}|our|ours|us|wir|unser\w*|uns|nous|notre|nos|nosotros|nuestr\w+|noi|nostr\w+|wij|we|onze|ons|nosso|nossa|nossos|nossas|nasz\w*)\b|\bnós\b/i;
/** What is said out of politeness, about the conversation, or about not knowing. */
const manners =
  /help|assist|hilf|helf|\baid|ayud|aiut|hulp|ajud|pom[oó]|sorry|apolog|regret|thank|dank|merci|gracias|grazie|obrigad|dzięk|welcome|glad|happy to|freu|leid|désolé|lo siento|mi dispiace|lamento|przykro|spijt|understand|let (?:me|us) know|feel free/i;
const firstPerson = /(?:^|[^\p{L}])(?:I|ich|je|yo|io|ik|eu)(?:[^\p{L}]|$)/u;
const negation =
  /\b(?:not|no|none|cannot|unable|unsure|nicht|kein\w*|pas|aucun\w*|non|niet|geen|não|nie|ning\w+)\b|n['’]t\b/i;

/** Whether a sentence without numbers or addresses states something about the business. */
function statesSomething(text: string, terms: string[], facts: { terms: Set<string> }[]): boolean {
  if (isQuestion(text.trim()) || /:\s*$/.test(text) || manners.test(text)) return false;
  if (firstPerson.test(text) && negation.test(text)) return false;
  if (business.test(text)) return true;
  return facts.some(({ terms: own }) => terms.some((term) => own.has(term)));
}

/** What each passage holds, read once, when it is first asked for. */
function passageFacts(passages: RetrievedPassage[]) {
  const read: { terms: Set<string>; has: (specific: string) => boolean }[] = [];
  return () => {
    for (const { title, headingPath, text } of passages.slice(read.length)) {
      const whole = [title, ...headingPath, text].join('\n');
      const specifics = specificsOf(whole);
      read.push({ terms: new Set(termsOf(whole)), has: (specific) => specifics.has(specific) });
    }
    return read;
  };
}
