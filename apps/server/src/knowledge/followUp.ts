import { cutText } from '@echoai/contract/text';
import { termsOf } from './language.ts';

/** “And for shoes?”, “in red?”: an opening that continues a question. */
const continues =
  /^(and|but|or|also|then|so|what about|how about|what if|for|in|to|from|with|without|on|at|by|of|only|even|why|how so|how come|really|which one)\b/i;
/** Words that stand for something said before. */
const refersBack =
  /\b(it|its|they|them|their|theirs|those|these|this|that|one|ones|there|same|else|he|she|him|his|her)\b/i;
/** “Is it possible …” refers to nothing, and what follows names its own subject. */
const emptyIt =
  /\b(?:is|was|would|will|does|do|can|make|makes|take|takes)?\s*\bit\s+(?:be\s+|also\s+)?(?:possible|ok|okay|allowed|true|matter|safe to|worth|necessary|legal|take)\b|\bthere\s+(?:is|are|a|an|any)\b|\b(?:is|are)\s+there\b|\bthat\s+(?:i|you|we|my|the)\b|\bthis\s+(?:week|month|year|shop|store|site|website|morning|afternoon|evening)\b/gi;

/** Longer questions name what they are about, even with a pronoun in them. */
const maxContinuingTerms = 5;
const maxReferringTerms = 4;
/** Of an earlier question, in UTF-16 code units. */
const maxSubjectLength = 300;

/** Whether a question says too little by itself to be searched for. */
export function isFollowUp(question: string): boolean {
  const text = question.trim();
  const count = termsOf(text).length;
  if (continues.test(text)) return count <= maxContinuingTerms;
  return count <= maxReferringTerms && (count === 0 || refersBack.test(text.replace(emptyIt, ' ')));
}

/**
 * What to search for: the question, or for a follow-up such as “and for shoes?” the last question
 * that stood for itself, with the follow-up behind it.
 * @param history the conversation before the question, oldest first
 */
export function followUpQuery({
  question,
  history,
}: {
  question: string;
  history: { role: 'user' | 'assistant'; content: string }[];
}): string {
  if (!isFollowUp(question)) return question;
  const subject = history.findLast(
    ({ role, content }) => role === 'user' && termsOf(content).length > 0 && !isFollowUp(content),
  );
  return subject ? `${cutText(subject.content, maxSubjectLength)} ${question}` : question;
}
