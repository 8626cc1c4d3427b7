import { LRUCache } from 'lru-cache';
import { readForeignQuestion } from '../../knowledge/foreignWords.ts';
import { termsOf } from '../../knowledge/language.ts';
import { isAmount, specificsOf, withoutCurrency } from './specifics.ts';

/** What a text says that others can be compared with. */
export interface Fact {
  terms: Set<string>;
  specifics: Set<string>;
  has(specific: string): boolean;
}

/** Where no number of a text has a currency, as in a table, any of them may be an amount. */
export function factOf(text: string): Fact {
  const specifics = specificsOf(text);
  const hasAmounts = [...specifics].some(isAmount);
  return {
    terms: new Set(termsOf(text)),
    specifics,
    has: (one) =>
      specifics.has(one) || (!hasAmounts && isAmount(one) && specifics.has(withoutCurrency(one))),
  };
}

const keptFacts = new LRUCache<string, Fact>({ max: 500 });

/** The same of a text that comes with turn after turn, such as a passage, read once. */
export function keptFactOf(text: string): Fact {
  const kept = keptFacts.get(text) ?? factOf(text);
  keptFacts.set(text, kept);
  return kept;
}

export interface Sentence {
  /** Its words, each with what it may mean in English. */
  terms: string[][];
  specifics: string[];
  isAsking: boolean;
  /** Whether it says what the bot does not know or cannot do. */
  isAdmission: boolean;
  /** Whether it is said out of politeness, about the conversation, or what the bot could do. */
  isManners: boolean;
  /** Whether it speaks for the business. */
  isOfBusiness: boolean;
}

export function readSentence(text: string): Sentence {
  return {
    terms: meaningsIn(text),
    specifics: [...specificsOf(text)],
    isAsking: /[?？]["”’»)*_]{0,3}$/.test(text) && !didYouKnow.test(text),
    isAdmission: admission.test(text) || isAdmission(text),
    isManners: manners.test(text) || offer.test(text),
    isOfBusiness: business.test(text),
  };
}

/** The share of a sentence's words that a fact has. */
export function shareOf(terms: string[][], fact: Fact): number {
  const had = terms.filter((meanings) => meanings.some((term) => fact.terms.has(term)));
  return terms.length === 0 ? 0 : had.length / terms.length;
}

/** Words of other languages count by what they mean, and those that mean nothing do not count. */
function meaningsIn(text: string): string[][] {
  const foreign = readForeignQuestion(text, 'en');
  if (!foreign) return termsOf(text).map((term) => [term]);
  return foreign.pieces.flatMap(({ own, english }) => {
    if (english === null) return own.map((term) => [term]);
    const meanings = english.flat();
    return meanings.length === 0 ? [] : [[...own, ...meanings]];
  });
}

/** Opens a statement, whatever its mark. */
const didYouKnow =
  /\b(?:did you know|wuss?ten sie|wusstest du|saviez-vous|sab[ií]as?|sapeva|sapevi|wist (?:u|je)|sabia|wiesz)\b/i;
/** Who speaks for the business. */
const business =
  /\b(?:we|we['’]\w{1,3}|our|ours|us|wir|unser\w*|uns|nous|notre|nos|nosotros|nuestr\w+|noi|nostr\w+|wij|we|onze|ons|nosso|nossa|nossos|nossas|nasz\w*)\b|\bnós\b/i;
const manners =
  /help|assist|hilf|helf|\baid|ayud|aiut|hulp|ajud|pom[oó]|sorry|apolog|regret|thank|dank|merci|gracias|grazie|obrigad|dzięk|welcome(?! to\b)|glad|happy to(?! (?:tell|confirm|say|announce|let you know))|freu|leid|désolé|lo siento|mi dispiace|lamento|przykro|spijt|understand|(?:let|laat) (?:me|us|het)|feel free|enjoy|have a (?:nice|good|great|lovely)|viel (?:spaß|freude|erfolg)|bonne journée|profitez|disfrut|buona|veel plezier|(?:noch|weitere|eine) frage|d['’]autres questions|n['’]hésitez|más preguntas|altre domande|nog (?:een )?vragen|mais perguntas|fammi sapere|anything else|\bde nada|di niente|sonst noch/i;
const admission =
  /\bno (?:tengo|encuentro|encontré|he encontrado|dispongo|sé|puedo)\b|\bnon (?:ho|so|trovo|posso|dispongo)\b|\bnão (?:tenho|sei|encontr|posso)|\bnie (?:mam|wiem|znala|mogę)/i;
const offer =
  /\b(?:I (?:can|could)(?! (?:\w+ )?(?:confirm|assure|tell|say|promise))|(?:ich|Ich) (?:kann|könnte)|(?:kann|könnte) ich|je peux|puedo|posso|(?:ik|Ik) kan|(?:kan|zal) ik|eu posso|mogę)\b/;
const firstPerson = /(?:^|[^\p{L}])(?:I|ich|je|j['’]ai|yo|io|ik|eu)(?:[^\p{L}]|$)/u;
const negation =
  /\b(?:not|no|none|nothing|cannot|unable|unsure|nicht|nichts|kein\w*|pas|aucun\w*|non|niet|geen|não|nie|ning\w+)\b|n['’]t\b/i;
/** “Our documents hold no information about it.” */
const information = /\binform[aeé]|\bdetails?\b/i;

function isAdmission(text: string): boolean {
  return negation.test(text) && (firstPerson.test(text) || information.test(text));
}
