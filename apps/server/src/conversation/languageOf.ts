import { cutText } from '@echoai/contract/text';
import { detectLanguage, readLanguage } from '../language/detectLanguage.ts';
import type { Turn, TurnInput } from './beginTurn.ts';

/** Earlier messages whose language is looked at, the newest first. */
const maxLookedAt = 3;
/** Of each, in UTF-16 code units. */
const maxLength = 300;

/** The language to answer in: the message's, else that of what was said before, else the page's, else the chatbot's. */
export function languageOf(
  { chatbot, question, conversation }: Pick<Turn, 'chatbot' | 'question' | 'conversation'>,
  { context }: Pick<TurnInput['request'], 'context'>,
): string {
  const earlier = conversation.window.filter(({ role }) => role === 'user').slice(-maxLookedAt);
  const before = () =>
    earlier
      .map(({ content }) => readLanguage(cutText(content, maxLength)))
      .findLast((language) => language !== null) ?? null;
  return detectLanguage(cutText(question.content, 4 * maxLength), {
    before,
    page: context?.locale ?? null,
    chatbot: chatbot.languages?.[0] ?? null,
  });
}
