import { type ExtractedSentence, extractAnswer } from '../knowledge/extractAnswer.ts';
import { type Answer, type AnswerInput, type AnswerPart, admitIgnorance } from './answer.ts';
import { citationOf } from './citations.ts';

/**
 * Answers without a language model: quotes the sentences that fit the question best, each with its
 * citation, word for word from the owner's text.
 */
export async function* writeExtractiveAnswer({
  retrieval,
}: Pick<AnswerInput, 'retrieval'>): AsyncGenerator<AnswerPart, Answer> {
  const { passages } = retrieval;
  const sentences = extractAnswer({ question: retrieval.query, passages });
  if (!sentences) {
    const content = admitIgnorance(retrieval);
    yield { delta: content };
    return { content, answered: false, citations: [] };
  }
  // Citations are numbered by their first appearance; each passage quoted is a paragraph.
  const order = [...new Set(sentences.map(({ passageIndex }) => passageIndex))];
  let content = '';
  for (const [index, sentence] of sentences.entries()) {
    const previous = sentences[index - 1];
    const next = sentences[index + 1];
    const joint = previous === undefined ? '' : jointOf(previous, sentence);
    // Sentences of one passage share a citation behind the last of them.
    const isLast = next?.passageIndex !== sentence.passageIndex;
    const mark = isLast ? ` [${order.indexOf(sentence.passageIndex) + 1}]` : '';
    const delta = `${joint}${escapeMarkdown(sentence.text)}${mark}`;
    content += delta;
    yield { delta };
  }
  const citations = order.map((passageIndex, index) => {
    const quoted = sentences
      .filter((sentence) => sentence.passageIndex === passageIndex)
      .map(({ text }) => text)
      .join(' ');
    return citationOf(index + 1, passages[passageIndex]!, quoted);
  });
  return { content, answered: true, citations };
}

/** What stands between two quoted sentences; left-out text shows as an ellipsis. */
function jointOf(previous: ExtractedSentence, next: ExtractedSentence): string {
  if (previous.passageIndex !== next.passageIndex) return '\n\n';
  return next.position === previous.position + 1 ? ' ' : ' … ';
}

/** Quoted text is plain: what looks like Markdown in it shall be seen as it stands. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<]/g, '\\$&');
}
