/**
 * How well the score of a message follows people's ratings (Pearson's r), on a set from which
 * nothing was learned, and how long it takes beyond the vector.
 *
 *   ECHOAI_EVAL_DATA=… npm run eval:sentiment
 */
import { scoreMessage } from '../apps/server/src/understanding/sentiment/scoreMessage.ts';
import { type Rated, readRatings, readWords } from './sentimentData.ts';
import { trainSentiment } from './sentimentTraining.ts';
import { correlation } from './statistics.ts';

const amazon = await readRatings('amazon');
const nyt = await readRatings('nyt');
const words = await readWords();

report('Amazon, learned from NYT', { learnedFrom: nyt, ratings: amazon });
report('NYT, learned from Amazon', { learnedFrom: amazon, ratings: nyt });

function report(
  name: string,
  { learnedFrom, ratings }: { learnedFrom: Rated[]; ratings: Rated[] },
): void {
  const { model, penalty, validated } = trainSentiment({ ratings: learnedFrom, words });
  const rated = ratings.map(({ score }) => score);
  const startedAt = performance.now();
  const scores = ratings.map(({ text, embedding }) => scoreMessage({ model, text, embedding }));
  const each = (performance.now() - startedAt) / ratings.length;
  const byLexicon = ratings.map(({ text }) => scoreMessage({ model, text, embedding: null }));
  console.log(
    `${name}: ${ratings.length} sentences, r ${correlation(scores, rated).toFixed(4)}, ` +
      `lexicon alone ${correlation(byLexicon, rated).toFixed(4)} (${each.toFixed(2)} ms each; ` +
      `penalties ${penalty.vector} and ${penalty.feature}, r ${validated.toFixed(4)} in cross-validation)`,
  );
}
