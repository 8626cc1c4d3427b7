import { cutText } from '@echoai/contract/text';
import { escapeMarkdown } from '../extractiveAnswer.ts';
import { sentencesOfMessage } from '../memory/sentences.ts';
import type { PastMessage } from '../messageStore.ts';
import type { Move, MoveInput, MoveKind } from './move.ts';
import { say } from './say.ts';

/** Repeats, shortens or explains the last answer, or says what was asked. */
export const tellConversation: Move = (input) => {
  const { said, words, history } = input;
  const isAboutQuestion = said.act === 'asksConversation';
  const content = isAboutQuestion ? tellQuestion(input) : tellAnswer(input);
  if (content === null) return say('tellConversation', words.nothingSaidYet);
  const last = lastAnswer(history);
  return say('tellConversation', content, {
    repeatsVisitor: isAboutQuestion || Boolean(last?.repeatsVisitor),
  });
};

/** Of an answer that is made shorter, in UTF-16 code units. */
const maxShort = 180;
const maxQuoted = 300;

function tellAnswer({ said, words, history }: MoveInput): string | null {
  const answer = lastAnswer(history);
  if (!answer) return null;
  if (said.act === 'repeat') return answer.content;
  const sentences = sentencesOfMessage(answer.content);
  const opening = said.act === 'shorter' ? words.inShort : words.inOtherWords;
  if (said.act === 'shorter') return `${opening} ${cutText(sentences[0]!, maxShort)}`;
  return `${opening} ${cutText(sentences.slice(0, 2).join(' '), maxQuoted - 40)}`;
}

/** What was answered by these was no question about the business. */
const asides = new Set<string>([
  'tellConversation',
  'smallTalk',
  'acknowledge',
] satisfies MoveKind[]);

/** “Which question did I start with?” */
const first =
  /\b(?:first|start(?:ed)? with|begin|began|erste|premi[eè]re?|primera?|prima|eerste)\b/iu;

function tellQuestion({ question, words, history }: MoveInput): string | null {
  const said = history.filter(({ role }) => role === 'user');
  const aside = new Set(
    history.filter(({ move }) => asides.has(move ?? '')).map(({ replyToId }) => replyToId),
  );
  const asked = said.filter(({ id }) => !aside.has(id));
  const found = first.test(question) ? (asked[0] ?? said[0]) : (asked.at(-1) ?? said.at(-1));
  if (!found) return null;
  const text = cutText(found.content.replace(/\s+/g, ' '), maxQuoted);
  return `${words.yourQuestionWas} “${escapeMarkdown(text)}”`;
}

/** The last reply that said something: what the bot said about the conversation is none. */
export function lastAnswer(history: PastMessage[]): PastMessage | undefined {
  return history.findLast(({ role, move }) => role === 'assistant' && move !== 'tellConversation');
}
