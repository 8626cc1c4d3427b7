import { cutText } from '@echoai/contract/text';
import { termsOf } from '../../knowledge/language.ts';
import type { PastMessage } from '../messageStore.ts';
import { extractFacts } from './extractFacts.ts';
import { recallableText } from './history.ts';
import { isQuestion, sentencesOfMessage } from './sentences.ts';
import { maxOpenQuestions, maxTopics, type SessionState, shortenQuestion } from './sessionState.ts';

export type Folded = Pick<
  PastMessage,
  'id' | 'role' | 'content' | 'answered' | 'replyToId' | 'citations' | 'isForgotten'
>;

/**
 * The state with messages that have left the window told in it: topics that were answered, and
 * questions that were not. Pure; folding all at once or one by one gives the same.
 * @param messages those after `state.throughMessageId`, oldest first
 */
export function foldMessages(state: SessionState, messages: Folded[]): SessionState {
  const questions = new Map(messages.map((message) => [message.id, message]));
  let folded = state;
  for (const answer of messages) {
    const question = answer.replyToId ? questions.get(answer.replyToId) : undefined;
    if (question && !question.isForgotten) folded = foldExchange(folded, { question, answer });
  }
  return {
    ...folded,
    throughMessageId: messages.at(-1)?.id ?? state.throughMessageId,
    unwritten: state.unwritten + messages.length,
  };
}

function foldExchange(
  state: SessionState,
  { question, answer }: { question: Folded; answer: Folded },
): SessionState {
  const text = shortenQuestion(askedIn(recallableText(question.content)));
  if (answer.answered) {
    const titles = answer.citations.map(({ title }) => cutText(title, 200));
    return {
      ...state,
      topics: latest([...state.topics, ...titles], maxTopics),
      openQuestions: state.openQuestions.filter((open) => !isSameQuestion(open, text)),
    };
  }
  if (answer.answered === null || text === '') return state;
  return { ...state, openQuestions: latest([...state.openQuestions, text], maxOpenQuestions) };
}

/** What a message asks; nothing of one that only tells something of its writer. */
function askedIn(text: string): string {
  const asking = sentencesOfMessage(text).filter(isQuestion);
  if (asking.length > 0) return asking.join(' ');
  return extractFacts({ text, told: new Date(0) }).length > 0 ? '' : text;
}

/** The last `count` distinct ones. */
function latest(texts: string[], count: number): string[] {
  return [...new Set(texts.toReversed())].slice(0, count).reverse();
}

/** Whether one has most of the other's words. */
function isSameQuestion(a: string, b: string): boolean {
  const [of, having] = [new Set(termsOf(a)), new Set(termsOf(b))];
  const shared = [...of].filter((term) => having.has(term)).length;
  return of.size > 0 && shared / of.size >= 0.6;
}
