import { everydayWords } from '../../knowledge/wordFrequency.ts';
import { nameIn } from './names.ts';
import { type Phrases, phrases } from './phrases.ts';
import { sentencesOfMessage } from './sentences.ts';
import { sizeValue, slotOfSize } from './size.ts';

/** What a sentence says of its writer, as a fact is kept. */
export interface Statement {
  /** Such as “Size: 42”, in English, as the facts of English messages are. */
  text: string;
  slot: string;
  /** As the visitor wrote it. */
  sentence: string;
}

/**
 * What a message in one of the bot's languages beside English tells of its writer: name, size, where
 * they live or come from, the number of an order or customer. Only what begins a clause in the first
 * person and stands there in plain words; nothing of a question, a condition or somebody else.
 */
export function statementsInOtherLanguages(message: string): Statement[] {
  const sentences = sentencesOfMessage(message).filter(
    ({ length }) => length >= minSentenceLength && length <= maxSentenceLength,
  );
  return sentences.slice(0, maxSentences).flatMap((sentence) => {
    if (/[?？]/.test(sentence)) return [];
    const written = sentence.replace(/\s+/g, ' ').normalize('NFC').replaceAll('’', "'");
    return readers.flatMap((read) => read(written)).map((told) => ({ ...told, sentence }));
  });
}

/** Longer messages are stories. */
const maxSentences = 20;
const maxClauses = 8;
/** “Soy Eva”. */
const minSentenceLength = 6;
const maxSentenceLength = 300;
const nameText = "\\p{L}[\\p{L}\\p{M}'.-]{0,30}(?: \\p{L}[\\p{L}\\p{M}'.-]{0,30}){0,3}";
const placeText = "\\p{L}[\\p{L}\\p{M}' .-]{1,60}";

type Told = Omit<Statement, 'sentence'>;

function createReader(phrase: Phrases): (sentence: string) => Told[] {
  const opening = new RegExp(`^(?:(?:${phrase.opening})(?!\\p{L})[ ,:!.–-]*){1,3}`, 'iu');
  const joint = new RegExp(`[,;](?!\\d) ?(?:(?:${phrase.and}) )?| (?:${phrase.and}|–|-) `, 'iu');
  const within = (words: string) => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'iu');
  const [isNot, isForOthers] = [within(phrase.not), within(phrase.forOthers)];
  const facts = factsOf(phrase);
  return (sentence) =>
    sentence.split(joint, maxClauses).flatMap((part) => {
      const clause = part
        .replace(opening, '')
        .replace(/[ .!]{1,20}$/, '')
        .trim();
      if (isNot.test(clause) || isForOthers.test(clause)) return [];
      for (const { pattern, read } of facts) {
        const told = read(pattern.exec(clause)?.[1] ?? '');
        if (told) return [told];
      }
      return [];
    });
}

interface StatementKind {
  /** Its first group is what is kept. */
  pattern: RegExp;
  /** Null for what is none, such as the empty text of a pattern that does not fit. */
  read(value: string): Told | null;
}

function factsOf(phrase: Phrases): StatementKind[] {
  const is = `(?: ?:| (?:${phrase.is}):?(?: \\p{L}{3,12})?)?`;
  const size = `(?:${phrase.size})${is} (${sizeValue})`;
  const begins = (opening: string, rest: string) =>
    new RegExp(`^(?:${opening})(?!\\p{L})${rest}`, 'iu');
  const number = (property: string) =>
    begins(property, `${is} ?(?:nr\\.?|no\\.?|n°|#)? ?([A-Z]{0,4}-?\\d[\\dA-Z-]{2,24})$`);
  return [
    { pattern: begins(phrase.called, `:? (${nameText})$`), read: readName },
    { pattern: begins(phrase.live, ` (${placeText})$`), read: readPlace('home', 'Lives in') },
    { pattern: begins(phrase.comeFrom, ` (${placeText})$`), read: readPlace('origin', 'Is from') },
    { pattern: begins(phrase.am, ` (${nameText})$`), read: readKnownName },
    { pattern: number(phrase.orderNumber), read: keep('order number', 'Order number:') },
    { pattern: number(phrase.customerNumber), read: keep('customer number', 'Customer number:') },
    { pattern: begins(phrase.mine, `.{0,40}? ${size}(?![\\p{L}\\d])`), read: readSize },
    { pattern: begins(phrase.my, ` ${size}$`), read: readSize },
    { pattern: begins(phrase.size, `${is} (${sizeValue})$`), read: readSize },
    { pattern: begins(phrase.wear, ` (${sizeValue})$`), read: readSize },
  ];
}

const keep = (slot: string, opening: string) => (value: string) =>
  value === '' ? null : { slot, text: `${opening} ${value}` };

const readName = (said: string): Told | null => keep('name', 'Name:')(nameIn(said, false) ?? '');

/** “Ich bin Maria”, but not “ich bin Kunde” or “sono molto triste”: only names that many people have. */
function readKnownName(said: string): Told | null {
  return /^\p{Lu}/u.test(said) && everydayWords().has(said.split(' ', 1)[0]!)
    ? readName(said)
    : null;
}

/** A place has a capital letter, with or without an article before it. */
const readPlace = (slot: string, opening: string) => (said: string) =>
  keep(slot, opening)(/^(?:\p{Ll}{1,4}[ '])?\p{Lu}/u.test(said) ? said : '');

const readSize = (value: string): Told | null => keep(slotOfSize(value), 'Size:')(value);

const readers = Object.values(phrases).map(createReader);
