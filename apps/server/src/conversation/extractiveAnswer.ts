import { extractAnswer } from '../knowledge/extractAnswer.ts';
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
  // Citations are numbered by their first appearance.
  const order = [...new Set(sentences.map(({ passageIndex }) => passageIndex))];
  let content = '';
  for (const [index, sentence] of sentences.entries()) {
    const n = order.indexOf(sentence.passageIndex) + 1;
    const next = sentences[index + 1];
    // Sentences of one passage share a citation behind the last of them.
    const mark = next?.passageIndex === sentence.passageIndex ? '' : ` [${n}]`;
    const delta = `${index > 0 ? ' ' : ''}${sentence.text}${mark}`;
    content += delta;
    yield { delta };
  }
  const citations = order.map((passageIndex, index) => {
    const quoted = sentences
      .filter((sentence) => sentence.passageIndex === passageIndex)
      .map((sentence) => sentence.text)
      .join(' ');
    return citationOf(index + 1, passages[passageIndex]!, quoted);
  });
  return { content, answered: true, citations };
}
