import { cutText } from '@echoai/contract/text';
import { type Clause, firstPersonClauses } from './clauses.ts';
import { type FactKind, factKinds } from './factKinds.ts';
import { isAboutBot, isOrder } from './instructions.ts';
import { nameIn } from './names.ts';
import { statementsInOtherLanguages } from './otherLanguages.ts';
import { hasSecret } from './secrets.ts';
import { sizeIn } from './size.ts';

export interface ExtractedFact {
  /** Such as “Ordered size 42”; at most 200 UTF-16 code units. */
  text: string;
  /** What it is about, such as `size`; null for what nothing supersedes. */
  slot: string | null;
  expiresAt: Date;
  /** The sentence that it was taken from, as the visitor wrote it. */
  sentence: string;
}

/** Facts taken from one message; longer ones are stories. */
const maxFactsOfMessage = 6;
const maxTextLength = 200;
const maxClauseLength = 240;

/** Persons other than the visitor: what is said of them says nothing of the visitor’s own size or name. */
export const otherPersons =
  /\b(?:wife|husband|partner|girlfriend|boyfriend|fianc[ée]e?|sons?|daughters?|kids?|child|children|baby|babies|mother|mum|mom|father|dad|parents?|sisters?|brothers?|siblings?|friends?|colleagues?|boss|neighbou?rs?|aunt|uncle|cousins?|nieces?|nephews?|grand\w+|roommate|flatmate|clients?|customers?|team|family|mate|ex|twins?|step\w+|\w+-in-law|he|she|him|her|his|somebody|someone|people)\b/i;
/** Statements of what is not so, or not sure. */
const unsure =
  /\b(?:if|unless|whether|suppose|imagine|let[’']s say|maybe|perhaps|might|wonder(?:ing)?|think(?:ing)?|guess|heard|believe|hope|wish|would like to know|want to know|like to know|like to ask|need to know|told that|said that|joking|kidding)\b/i;

/**
 * What a message tells of its writer that is worth remembering across conversations. Conservative:
 * statements in the first person that fit a template; no questions, conditions or guesses, nothing
 * that instructs the chatbot, nothing about other people as if about the visitor, no secrets.
 * Pure, and offline.
 * @param told when the message was written
 */
export function extractFacts({ text, told }: { text: string; told: Date }): ExtractedFact[] {
  if (hasSecret(text)) return [];
  const clauses = firstPersonClauses(text);
  // Once a sentence, which may have many clauses.
  const orders = new Set(
    [...new Set(clauses.map(({ sentence }) => sentence))].filter((sentence) => isOrder(sentence)),
  );
  const facts = clauses
    .filter(({ sentence }) => !orders.has(sentence))
    .map((clause) => factOf(clause, told))
    .filter((fact) => fact !== null);
  const others = statementsInOtherLanguages(text).map((fact) =>
    shorten({ ...fact, expiresAt: inAYear(told) }),
  );
  const distinct = new Map(
    [...facts, ...others].map((fact) => [fact.slot ?? fact.text.toLowerCase(), fact]),
  );
  return [...distinct.values()].slice(0, maxFactsOfMessage);
}

function factOf(clause: Clause, told: Date): ExtractedFact | null {
  const { text, sentence } = clause;
  if (text.length > maxClauseLength || isAboutBot(text)) return null;
  // “Hope” is a name too, and nothing of what follows “my name is” is left over.
  if (unsure.test(text) && !isNamed(text)) return null;
  const said = clause.isIntroduction && /^i(?:[’']?m| am) (\p{L}+)$/iu.exec(text)?.[1];
  const name = said && nameIn(said, false);
  if (name) {
    return shorten({ text: `Name: ${name}`, slot: 'name', expiresAt: inAYear(told), sentence });
  }
  const isOfOthers = otherPersons.test(text);
  // “My sister wears 38” is hers; “I ordered size 38 for my sister” is an order of the visitor.
  if (isOfOthers && !/^(?:i|we)\b/i.test(text)) return null;
  if (isOfOthers && /\b(?:he|she|him|his|\w+[’']s)\b/i.test(text)) return null;
  for (const kind of Object.values(factKinds) as FactKind[]) {
    const match = kind.pattern.exec(text);
    if (!match) continue;
    if (kind.fits && !kind.fits(match)) return null;
    const size = sizeIn(text);
    if (kind === factKinds.size && !size) continue;
    const own = kind.slot(match, text) ?? size?.slot ?? null;
    return shorten({
      text: kind.text(match, text),
      slot: isOfOthers ? null : own,
      expiresAt: kind.expiresAt(text, told),
      sentence,
    });
  }
  return null;
}

function isNamed(text: string): boolean {
  const { pattern, fits } = factKinds.name;
  const match = pattern.exec(text);
  return match !== null && fits(match);
}

function shorten(fact: ExtractedFact): ExtractedFact {
  const text = fact.text.replace(/\s+/g, ' ').trim();
  return text.length <= maxTextLength
    ? { ...fact, text }
    : { ...fact, text: `${cutText(text, maxTextLength - 1)}…` };
}

function inAYear(told: Date): Date {
  return factKinds.name.expiresAt('', told);
}
