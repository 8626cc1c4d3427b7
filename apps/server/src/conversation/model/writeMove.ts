import type { Answer, AnswerPart } from '../answer.ts';
import { resolveCitations } from '../citations.ts';
import { isWordedByOwner } from '../everyday/everyday.ts';
import { handOver } from '../moves/handOver.ts';
import type { Move, MoveInput, MoveKind } from '../moves/move.ts';
import { readAll } from '../moves/say.ts';
import { isSpoken } from '../words/wordsOf.ts';
import { type Brief, briefs, translation } from './briefs.ts';
import { specificsOf } from './specifics.ts';
import { tellKnown, type Written, writeByModel } from './writeByModel.ts';

/**
 * Makes a reply with the chat model. The model writes the words of the moves that have a brief; what
 * follows from a move (choices, facts to forget, who has the conversation) is the same as without it.
 * Where nothing of its text may be sent, the reply is the one that the bot makes by itself.
 * @param offline the move without a model
 * @throws {AppError} `model-…`
 */
export async function* writeMove(
  kind: MoveKind,
  { input, offline }: { input: MoveInput; offline: Move },
): AsyncGenerator<AnswerPart, Answer> {
  const brief = briefOf(kind, input);
  if (!brief) return yield* offline(input);
  const draft = brief.usesDraft ? await readAll(offline(input)) : null;
  const written = yield* writeByModel({ input, brief, draft });
  const { toolCalls } = written;
  if (written.ending) return { ...(yield* end(written, input)), toolCalls };
  const { content, citations } = resolveCitations(written.text.trim(), written.passages);
  if (content === '') {
    const reply = draft ?? (await readAll(offline(input)));
    yield { delta: reply.content };
    return { ...reply, toolCalls };
  }
  if (!brief.usesKnowledge) return { ...draft!, content, toolCalls };
  const isCited = citations.length > 0;
  const answer = { content, citations, toolCalls, answered: isCited };
  if (kind === 'meetComplaint') {
    const move = 'meetComplaint';
    return yield* offeringPerson({ ...answer, move, answered: isCited || null }, input);
  }
  if (isCited) return { ...answer, move: 'answer' };
  if (kind === 'askBack') return { ...draft!, content, toolCalls };
  if (input.said.isAsking && input.state.admissions > 0 && input.chatbot.handOver !== 'never') {
    return yield* offeringPerson({ ...answer, move: 'offerPerson' }, input);
  }
  return { ...answer, move: 'admitIgnorance' };
}

/** Null for what is said as it stands: a fixed move, and what the owner worded. */
function briefOf(kind: MoveKind, { said, chatbot }: MoveInput): Brief | null {
  const brief = briefs[kind];
  if (!brief) return isSpoken(said.language) ? null : translation;
  return !brief.usesKnowledge && isWordedByOwner(said, chatbot.everyday) ? null : brief;
}

/** What a tool does at the end of a reply. */
async function* end(
  { text, ending, passages }: Written,
  input: MoveInput,
): AsyncGenerator<AnswerPart, Answer> {
  const before = text.trim() === '' ? '' : `${text.trim()}\n\n`;
  if (ending?.tool === 'ask_back') {
    const { said, own } = tellKnown(input, null);
    const known = specificsOf([said, own, ...passages.map(({ text }) => text)].join('\n'));
    const isKnown = (one: string) => [...specificsOf(one)].every((specific) => known.has(specific));
    const choices = ending.input.choices.filter(isKnown);
    const question = isKnown(ending.input.question) ? ending.input.question : input.words.whichOne;
    yield { delta: `${before && '\n\n'}${question}` };
    const content = resolveCitations(`${before}${question}`, []).content;
    return { content, answered: null, citations: [], move: 'askBack', choices };
  }
  if (before) yield { delta: '\n\n' };
  const reply = yield* handOver(input);
  const content = `${resolveCitations(before, []).content}${reply.content}`;
  const reason = ending?.tool === 'hand_over' ? ending.input.reason : '';
  return { ...reply, content, ...(reply.handOver ? { handOver: reason } : {}) };
}

/** A person, as buttons below what the model wrote. */
async function* offeringPerson(
  answer: Answer,
  { words, chatbot }: MoveInput,
): AsyncGenerator<AnswerPart, Answer> {
  if (chatbot.handOver === 'never') return answer;
  const after = `\n\n${words.offerPerson}`;
  yield { delta: after };
  const choices = [words.yesPerson, words.noPerson];
  return { ...answer, content: `${answer.content}${after}`, choices };
}
