import type { RetrievedPassage } from '../../knowledge/retrieve.ts';
import type { Answer, AnswerPart } from '../answer.ts';
import { resolveCitations } from '../citations.ts';
import { isWordedByOwner } from '../everyday/everyday.ts';
import { handOver } from '../moves/handOver.ts';
import type { Move, MoveInput, MoveKind } from '../moves/move.ts';
import { readAll } from '../moves/say.ts';
import { isSpoken } from '../words/wordsOf.ts';
import { type Brief, briefs, translation } from './briefs.ts';
import { checkFacts } from './checkFacts.ts';
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
  if (kind === 'answer' && written.isCut) {
    // Its manners were sent and its answer was not: the knowledge is quoted below.
    yield { delta: '\n\n' };
    const quoted = yield* offline(input);
    return { ...quoted, content: `${content}\n\n${quoted.content}`, toolCalls };
  }
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
    const known = tellKnown(input, null);
    const { choices, question: asked } = ending.input;
    const check = checkFacts({ passages, ...known });
    const question = check.push(asked) + check.end() === asked ? asked : input.words.whichOne;
    yield { delta: `${before && '\n\n'}${question}` };
    const content = resolveCitations(`${before}${question}`, []).content;
    return {
      content,
      answered: null,
      citations: [],
      move: 'askBack',
      choices: knownChoices(choices, { known, passages }),
    };
  }
  if (before) yield { delta: '\n\n' };
  const reply = yield* handOver(input);
  const content = `${resolveCitations(before, []).content}${reply.content}`;
  const reason = ending?.tool === 'hand_over' ? ending.input.reason : '';
  return { ...reply, content, ...(reply.handOver ? { handOver: reason } : {}) };
}

/** Those that differ and name nothing invented; none where fewer than two are left. */
function knownChoices(
  choices: string[],
  { known, passages }: { known: { said: string; own: string }; passages: RetrievedPassage[] },
): string[] {
  const texts = passages.flatMap(({ title, headingPath, text }) => [title, ...headingPath, text]);
  const specifics = specificsOf([known.said, known.own, ...texts].join('\n'));
  const distinct = new Map(choices.map((choice) => [choice.toLowerCase(), choice]));
  const left = [...distinct.values()].filter((choice) =>
    [...specificsOf(choice)].every((one) => specifics.has(one)),
  );
  return left.length > 1 ? left : [];
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
