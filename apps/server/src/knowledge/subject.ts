import { cutText } from '@echoai/contract/text';
import { termsOf } from './language.ts';
import type { Inside } from './retrieve.ts';

/** A message of the conversation so far. */
export interface SaidBefore {
  role: 'user' | 'assistant';
  content: string;
  citations?: { title: string }[];
  /** What the bot did by it, see `moveKinds`. */
  move?: string | null;
  choices?: string[];
}

/** What the conversation is about when a question comes. */
export interface Subject {
  /** Title of the page that was cited last. */
  title: string;
  heading: string | null;
}

/** How much a question leans on what was said before. */
export type Leaning = 'a little' | 'wholly';

/** “And for shoes?”, “in red?”: an opening that continues a question. */
const continues =
  /^(?:and|but|or|also|then|so|what about|how about|what if|if|for|in|to|from|with|without|on|at|by|of|only|just|even|back to|not even|why|really|which ones?|same|the other|another)\b/i;
/** The same in the other languages of the bot. */
const continuesElsewhere =
  /^(?:und|aber|oder|auch|sowie|et|mais|ou|alors|puis|aussi|y|pero|también|entonces|e|ed|ma|oppure|anche|en|maar|ook|dan|mas|também|ale)(?=\s)/iu;
/** Words that stand for something said before. */
const refersBack =
  /\b(?:it|its|they|them|their|theirs|those|these|this|that|ones?|there|same|else|other|he|she|him|his|her|both|either|neither|second|former|latter|first one|last one)\b/gi;
/** “Is it possible …” refers to nothing, and what follows names its own subject. */
const emptyIt =
  /\b(?:is|was|would|will|does|do|can|make|makes|take|takes)?\s*\bit\s+(?:be\s+|also\s+)?(?:possible|ok|okay|allowed|true|matter|safe to|worth|necessary|legal|take)\b|\bthere\s+(?:is|are|a|an|any)\b|\b(?:is|are)\s+there\b|\bthat\s+(?:i|you|we|my|the)\b|\bthis\s+(?:week|month|year|shop|store|site|website|morning|afternoon|evening)\b/gi;
const standsForSubject = /\b(?:it|its|they|them|their)\b/i;
const hasVerb =
  /\b(?:is|are|was|were|do|does|did|can|could|may|will|would|should|has|have|am|cost|costs|take|takes|get|want|need)\b/i;

/** Longer questions name what they are about, even with a pronoun in them. */
const maxContinuingTerms = 5;
/** In other languages the small words count too. */
const maxContinuingTermsElsewhere = 8;
const maxReferringTerms = 6;
const maxFragmentTerms = 2;
const maxLength = 1_000;

/** Whether a question says enough by itself to be searched for. */
export function leaningOf(question: string): Leaning {
  const text = cutText(question, maxLength).trim();
  const count = termsOf(text).length;
  if (count === 0) return 'wholly';
  if (continues.test(text) && count <= maxContinuingTerms) return 'wholly';
  if (continuesElsewhere.test(text) && count <= maxContinuingTermsElsewhere) return 'wholly';
  const refers = text.replace(emptyIt, ' ').match(refersBack) !== null;
  if (refers && count <= maxReferringTerms) return 'wholly';
  if (count <= maxFragmentTerms && !hasVerb.test(text)) return 'wholly';
  return 'a little';
}

/**
 * What the conversation is about: the page that the last answer cited first. An FAQ is a question and
 * no subject.
 */
export function subjectOf(window: SaidBefore[]): Subject | null {
  const last = window.findLast(
    ({ role, citations = [] }) => role === 'assistant' && citations.length > 0,
  );
  const cited = last?.citations?.[0]?.title;
  if (cited === undefined || cited.trim().endsWith('?')) return null;
  const [title = cited, heading = null] = cited.split(' › ');
  return { title, heading };
}

/** Questions that are remembered of the conversation, for one that leans on them. */
const maxRemembered = 2;
const maxRememberedLength = 300;

/**
 * The visitor's last words that say what a question leans on: back to the last that stood for itself,
 * newest first.
 */
export function questionsBefore(window: SaidBefore[]): string[] {
  const before: string[] = [];
  for (const { role, content } of window.toReversed()) {
    if (role !== 'user' || termsOf(content).length === 0) continue;
    before.push(cutText(content, maxRememberedLength));
    if (leaningOf(content) !== 'wholly' || before.length === maxRemembered) break;
  }
  return before;
}

/** Whether a message is, word for word, one of the choices that the bot asked back with. */
export function isChoice({
  question,
  window,
}: {
  question: string;
  window: SaidBefore[];
}): boolean {
  return choicesBefore(window).includes(question.trim());
}

function choicesBefore(window: SaidBefore[]): string[] {
  const last = window.at(-1);
  return (last?.move === 'askBack' && last.choices) || [];
}

/** More terms than this name something else than one of a few choices. */
const maxChoiceTerms = 4;

/**
 * The question that the bot asked back about, where the message picks one of its choices: “How much
 * does it cost?” for “Rain jacket”, clicked or typed.
 * @returns null where the message picks none
 */
export function questionOfChoice({
  question,
  window,
}: {
  question: string;
  window: SaidBefore[];
}): string | null {
  const text = cutText(question, maxLength).trim();
  if (choicesBefore(window).length === 0) return null;
  const isName = !hasVerb.test(text) && termsOf(text).length <= maxChoiceTerms;
  if (!isName && !isChoice({ question, window })) return null;
  return window.findLast(({ role }) => role === 'user')?.content ?? null;
}

/** A question in words that stand for themselves: one that leans on the conversation has what it leans on before it. */
export function standaloneQuestion({
  question,
  window,
}: {
  question: string;
  window: SaidBefore[];
}): string {
  const asked = questionOfChoice({ question, window });
  if (asked !== null) return `${cutText(asked, maxRememberedLength)} ${question}`;
  if (leaningOf(question) !== 'wholly') return question;
  return [...questionsBefore(window).reverse(), question].join(' ');
}

/** Where to search first: a question that names a page by itself leans on none. */
export function insideOf(subject: Subject | null, question: string): Inside | null {
  if (!subject) return null;
  if (leaningOf(question) !== 'wholly') return { ...subject, share: 0.35 };
  // “Is it waterproof?” can be about nothing else.
  return { ...subject, share: standsForSubject.test(cutText(question, maxLength)) ? 1.6 : 1 };
}
