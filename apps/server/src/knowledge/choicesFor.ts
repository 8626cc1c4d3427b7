import { cutText } from '@echoai/contract/text';
import { kindBonusFor } from './answerKinds.ts';
import { passageSentences } from './indexPassage.ts';
import { termsOf } from './language.ts';
import type { RetrievedPassage } from './retrieve.ts';
import type { Found } from './searchForTurn.ts';

const maxChoices = 3;
/** In UTF-16 code units; a vague question is short. */
const maxLength = 200;
/** A longer message says more than the name of a page. */
const maxTitleTerms = 2;
const asksFor = /\b(?:how|what|which|when|where)\b/i;
/** Log odds within which passages are nearly equal. */
const nearlyEqual = 4;
/** Gained by a sentence that has the kind of fact that was asked for. */
const hasFact = 1.5;

/** Words that name what is asked about a thing, and never the thing. */
const attributes = new Set(
  termsOf(
    `much many big large small size sizes measure dimension long short tall high wide deep thick heavy light weight weigh
    colour colours color price cost costs expensive cheap hours hour open opening close time times available stock
    take choose buy get want need recommend suggest best better good right one which have there come work fit
    material made number kind kinds type types sort sorts option options model models look like find tell give know
    not`,
  ),
);

/**
 * What to ask back with where a question names nothing that it is about, and passages under different
 * titles or headings fit it nearly alike: “How heavy is it?” as the first words of a visitor.
 * @returns two or three choices, made of titles or headings; null where the question has one answer
 */
export function choicesFor({
  question,
  retrieval,
  parts,
  hasSubject,
}: Found & { question: string }): string[] | null {
  const asked = readAsked({ question, parts });
  if (!asked) return null;
  const { text, terms } = asked;
  const isName = text.match(/[\p{L}\p{N}]+/gu)?.length === terms.length;
  const headings = isName ? headingsOn(terms, retrieval.passages) : null;
  if (headings || hasSubject) return headings;
  if (terms.length === 0 && !asksFor.test(text)) return null;
  if (terms.some((term) => !attributes.has(term))) return null;
  const bonus = kindBonusFor(text);
  const answers = retrieval.passages.filter(
    (passage) =>
      passage.faqId === null &&
      passageSentences({ ...passage, isFaq: false }).some((text) => bonus(text) >= hasFact),
  );
  const isOfKind = answers.length > 1;
  const pages = isOfKind ? answers : retrieval.passages.filter(({ faqId }) => faqId === null);
  const best = Math.max(...pages.map(oddsOf));
  const close = isOfKind ? pages : pages.filter((page) => best - oddsOf(page) <= nearlyEqual);
  const titles = new Set(close.map(({ title }) => title));
  const names =
    titles.size > 1
      ? titles
      : new Set(close.flatMap(({ headingPath }) => headingPath.at(-1) ?? []));
  return names.size > 1 ? [...names].slice(0, maxChoices) : null;
}

const standsForThing = /\b(?:it|this|that|they|these|those)\b/i;

/** Whether a message says of something unnamed no more than an attribute: “it doesn’t work”. */
export function isVague({ question, parts, hasSubject }: Found & { question: string }): boolean {
  const asked = hasSubject ? null : readAsked({ question, parts });
  if (!asked || !standsForThing.test(asked.text)) return false;
  return asked.terms.every((term) => attributes.has(term));
}

/** What a message asks, in English as far as the glossaries have its words; null for several questions. */
function readAsked({ question, parts }: Pick<Found, 'parts'> & { question: string }) {
  const [part, another] = parts;
  if (!part || another) return null;
  const { gloss } = part.retrieval;
  return {
    text: cutText(gloss ?? question, maxLength),
    terms: termsOf(gloss ?? part.question),
  };
}

/** “Delivery”, “gift cards?”: what the page of that name tells is more than one answer holds. */
function headingsOn(terms: string[], passages: RetrievedPassage[]): string[] | null {
  if (terms.length === 0 || terms.length > maxTitleTerms) return null;
  const page = passages.find(({ faqId, title }) => {
    const named = termsOf(title);
    return faqId === null && terms.every((term) => named.includes(term));
  });
  if (!page) return null;
  const onPage = passages.filter(({ sourceId }) => sourceId === page.sourceId);
  const headings = new Set(onPage.flatMap(({ headingPath }) => headingPath.at(-1) ?? []));
  return headings.size > 1 ? [...headings].slice(0, maxChoices) : null;
}

function oddsOf({ score }: RetrievedPassage): number {
  const bounded = Math.min(Math.max(score, 1e-9), 1 - 1e-9);
  return Math.log(bounded / (1 - bounded));
}
