import { cutText } from '@echoai/contract/text';
import { recogniseAct } from '../../understanding/acts/recogniseAct.ts';
import type { Answer, AnswerPart } from '../answer.ts';
import { escapeMarkdown } from '../extractiveAnswer.ts';
import { askedFor } from '../memory/askedFor.ts';
import { firstPersonClauses } from '../memory/clauses.ts';
import { findOwnWords, quoteOwnWords, quoteWith } from '../memory/ownWords.ts';
import type { Recalled } from '../memory/recall.ts';
import type { MoveInput } from './move.ts';
import { say } from './say.ts';

/** Tells what is remembered of the visitor: what they ask for, or all of it. */
export async function* tellRemembered(input: MoveInput): AsyncGenerator<AnswerPart, Answer> {
  const { question, memory, words, known, said } = input;
  if (said.act === 'asksMemory' && askedFor(question).length === 0) {
    const all = listOf(input);
    if (all.length === 0) return yield* say('tellRemembered', words.remembersNothing);
    const content = `${words.remembered}\n\n${all.map((one) => `- ${one}`).join('\n')}`;
    return yield* say('tellRemembered', content, { repeatsVisitor: true });
  }
  const isPlain = said.act === 'asksMemory';
  const asked = { question, memory, isKnown: false, isPlain };
  const correction = await correctionOf(findOwnWords(asked), input);
  const quoted = correction ?? quoteOwnWords({ ...asked, words });
  if (quoted !== null) return yield* say('tellRemembered', quoted, { repeatsVisitor: true });
  const isEmpty = known.length === 0;
  return yield* say('tellRemembered', isEmpty ? words.remembersNothing : words.notKnown);
}

/** “No wait, that’s my partner’s. Mine is an L”, said right after what would be quoted. */
async function correctionOf(
  found: Recalled | null,
  { history, models, words }: MoveInput,
): Promise<string | null> {
  if (found?.kind !== 'message') return null;
  const said = history.filter(({ role }) => role === 'user');
  const next = said[said.findIndex(({ id }) => id === found.id) + 1];
  if (!said.some(({ id }) => id === found.id) || !next || next.isForgotten) return null;
  const embedding = await models.embedQuestion('offline', next.content);
  if (recogniseAct({ text: next.content, embedding }).act !== 'correction') return null;
  return quoteWith(words.correctedOn, { text: next.content, at: next.createdAt.getTime(), words });
}

const maxListed = 12;
const maxLength = 160;

/** Facts, and statements of this conversation that no fact was made of, in the visitor's words. */
function listOf({ known, history }: MoveInput): string[] {
  const facts = known.map(({ text }) => text);
  const sources = new Set(known.map(({ sourceMessageId }) => sourceMessageId));
  const said = history
    .filter(({ id, role, isForgotten }) => role === 'user' && !isForgotten && !sources.has(id))
    .flatMap(({ content }) => firstPersonClauses(content).map(({ text }) => `“${text}”`));
  return [...new Set([...facts, ...said])]
    .slice(0, maxListed)
    .map((text) => escapeMarkdown(cutText(text.replace(/\s+/g, ' '), maxLength)));
}
