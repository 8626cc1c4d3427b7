import { cutText } from '@echoai/contract/text';
import { type ExtractedSentence, extractAnswer } from '../knowledge/extractAnswer.ts';
import type { RetrievedPassage } from '../knowledge/retrieve.ts';
import type { Answer, AnswerPart } from './answer.ts';
import { citationOf } from './citations.ts';
import { ignoranceOf } from './moves/admitIgnorance.ts';
import type { MoveInput } from './moves/move.ts';

/** A sentence of an answer, with the passage it stands in. */
interface Quoted extends ExtractedSentence {
  passage: RetrievedPassage;
}

/**
 * Answers without a language model: quotes the sentences that fit each question best, each with its
 * citation, word for word from the owner's text but for rows of tables, which are said as sentences. A
 * question that nothing answers beside one that has an answer is named.
 */
export async function* writeExtractiveAnswer({
  retrieval,
  parts,
  words,
}: Pick<MoveInput, 'retrieval' | 'parts' | 'words'>): AsyncGenerator<AnswerPart, Answer> {
  const open: string[] = [];
  const quoted = parts.flatMap((part): Quoted[] => {
    const { passages, answerable } = part.retrieval;
    if (!answerable && parts.length > 1) {
      open.push(part.question);
      return [];
    }
    const question = part.retrieval.gloss ?? part.question;
    const sentences = extractAnswer({ ...part, question, passages }) ?? [];
    return sentences.map((one) => ({ ...one, passage: passages[one.passageIndex]! }));
  });
  const sentences = quoted.filter(
    (one, index) => quoted.findIndex((other) => isSame(one, other)) === index,
  );
  if (sentences.length === 0) {
    const content = ignoranceOf(retrieval, words);
    yield { delta: content };
    return { content, answered: false, citations: [] };
  }
  // Citations are numbered by their first appearance; each passage quoted is a paragraph.
  const order = [...new Map(sentences.map(({ passage }) => [passage.id, passage])).values()];
  const numberOf = ({ passage: { id } }: Quoted) => order.findIndex((one) => one.id === id) + 1;
  let content = '';
  for (const [index, sentence] of sentences.entries()) {
    const previous = sentences[index - 1];
    const next = sentences[index + 1];
    const joint = previous === undefined ? '' : jointOf(previous, sentence);
    // Sentences of one passage share a citation behind the last of them.
    const isLast = next?.passage.id !== sentence.passage.id;
    const mark = isLast ? ` [${numberOf(sentence)}]` : '';
    const delta = `${joint}${escapeMarkdown(sentence.said)}${mark}`;
    content += delta;
    yield { delta };
  }
  const citations = order.map((passage, index) => {
    const texts = sentences
      .filter((sentence) => sentence.passage.id === passage.id)
      .map(({ text }) => text)
      .join(' ');
    return citationOf(index + 1, passage, texts);
  });
  if (open.length === 0) return { content, answered: true, citations };
  const after = `\n\n${open.map((question) => words.noAnswerTo(quote(question))).join('\n\n')}`;
  yield { delta: after };
  return { content: content + after, answered: true, citations, repeatsVisitor: true };
}

/** A question that is quoted is a short one. */
const maxQuestionLength = 120;

const quote = (question: string) =>
  escapeMarkdown(cutText(question.trim().replace(/[?!.\s]{1,5}$/, ''), maxQuestionLength));

function isSame(one: Quoted, other: Quoted): boolean {
  return one.passage.id === other.passage.id && one.position === other.position;
}

/** What stands between two quoted sentences; left-out text shows as an ellipsis. */
function jointOf(previous: Quoted, next: Quoted): string {
  if (previous.passage.id !== next.passage.id) return '\n\n';
  const isListed = previous.said !== previous.text || next.said !== next.text;
  if (isListed) return '\n';
  return next.position === previous.position + 1 ? ' ' : ' … ';
}

/** Quoted text is plain: what looks like Markdown in it shall be seen as it stands. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<]/g, '\\$&');
}
