import {
  type Features,
  featureNames,
  featuresOf,
} from '../apps/server/src/understanding/sentiment/features.ts';
import type { SentimentModel } from '../apps/server/src/understanding/sentiment/predict.ts';
import { readMessage } from '../apps/server/src/understanding/sentiment/readMessage.ts';
import { addMoments, type Moments, momentsOf, solveRidge } from './ridge.ts';
import type { Rated } from './sentimentData.ts';
import { correlation, mean, spread } from './statistics.ts';

/** Of the weights of the vector, and of the features, which have unit variance. */
interface Penalty {
  vector: number;
  feature: number;
}

/** From mild to strict. */
const penalties: Penalty[] = [4, 8, 16, 32].flatMap((vector) =>
  [500, 2_000, 8_000].map((feature) => ({ vector, feature })),
);
const foldCount = 8;
/** Neighbouring sentences are of one text, so they stay in one fold. */
const neighbours = 20;
/** A word tells less than a sentence. */
const weightOfWord = 0.2;

/** The last column is 1, for the intercept. */
interface Row {
  columns: Float64Array;
  target: number;
}

export interface Training {
  model: SentimentModel;
  penalty: Penalty;
  /** Mean correlation with the folds that were left out, at this penalty. */
  validated: number;
}

/**
 * Ridge regression on vectors and features. Words join as texts whose features are hidden, so that
 * the weights of the vector, which alone can tell of unlisted words, learn from them. Deterministic.
 */
export function trainSentiment({ ratings, words }: { ratings: Rated[]; words: Rated[] }): Training {
  const features = ratings.map(({ text }) => featuresOf(readMessage(text)));
  const scales = scalesOf(features);
  const rows = ratings.map(({ embedding, score }, index) => ({
    columns: columnsOf(embedding, standardise(features[index]!, scales)),
    target: score,
  }));
  const size = rows[0]!.columns.length;
  const fromWords = momentsOf({ rows: wordRows({ ratings, words }), weight: weightOfWord, size });
  const folds = Array.from({ length: foldCount }, (_, fold) =>
    rows.filter((_, index) => Math.floor(index / neighbours) % foldCount === fold),
  );
  const moments = folds.map((fold) => momentsOf({ rows: fold, weight: 1, size }));
  const { penalty, validated } = choosePenalty({ folds, moments, fromWords });
  const weights = solveRidge(addMoments([...moments, fromWords]), penaltiesOf(penalty));
  const model = modelFrom({ weights: stretch({ weights, rows }), scales });
  return { model, penalty, validated };
}

/**
 * Among the penalties whose correlation is within one standard error of the best one's, the
 * strictest, since what is learned has to hold for other texts than these.
 */
function choosePenalty({
  folds,
  moments,
  fromWords,
}: {
  folds: Row[][];
  moments: Moments[];
  fromWords: Moments;
}): Omit<Training, 'model'> {
  const tried = penalties.map((penalty) => {
    const correlations = folds.map((fold, left) => {
      const others = moments.filter((_, index) => index !== left);
      const weights = solveRidge(addMoments([...others, fromWords]), penaltiesOf(penalty));
      return correlation(
        fold.map(({ columns }) => dot(weights, columns)),
        fold.map(({ target }) => target),
      );
    });
    return { penalty, validated: mean(correlations), correlations };
  });
  const best = tried.reduce((a, b) => (b.validated > a.validated ? b : a));
  const error = spread(best.correlations) / Math.sqrt(foldCount);
  return tried.findLast(({ validated }) => validated >= best.validated - error)!;
}

/** Words on the ratings' scale, since people rate a word more boldly than a sentence. */
function wordRows({ ratings, words }: { ratings: Rated[]; words: Rated[] }): Row[] {
  const scores = ratings.map(({ score }) => score);
  const stretch = spread(scores) / spread(words.map(({ score }) => score));
  return words.map(({ embedding, score }) => ({
    columns: columnsOf(
      embedding,
      featureNames.map(() => 0),
    ),
    target: mean(scores) + stretch * score,
  }));
}

type Scales = { mean: number; spread: number }[];

function scalesOf(features: Features[]): Scales {
  return featureNames.map((name) => {
    const values = features.map((one) => one[name]);
    return { mean: mean(values), spread: spread(values) || 1 };
  });
}

function standardise(features: Features, scales: Scales): number[] {
  return featureNames.map((name, index) => {
    const { mean, spread } = scales[index]!;
    return (features[name] - mean) / spread;
  });
}

function columnsOf(embedding: Float32Array, features: number[]): Float64Array {
  return Float64Array.from([...embedding, ...features, 1]);
}

function penaltiesOf({ vector, feature }: Penalty): number[] {
  return [...Array(512).fill(vector), ...featureNames.map(() => feature), 0];
}

/** A regression is timid: its scores are made to spread as people's do, about their mean. */
function stretch({ weights, rows }: { weights: Float64Array; rows: Row[] }): Float64Array {
  const scores = rows.map(({ columns }) => dot(weights, columns));
  const targets = rows.map(({ target }) => target);
  const factor = spread(targets) / spread(scores);
  const stretched = weights.map((weight) => weight * factor);
  stretched[stretched.length - 1]! += mean(targets) - mean(scores) * factor;
  return stretched;
}

/** The standardisation is put into the weights, so that the product need not know of it. */
function modelFrom({ weights, scales }: { weights: Float64Array; scales: Scales }): SentimentModel {
  const ofFeatures = weights.subarray(512, 512 + featureNames.length);
  const scaled = scales.map(({ spread }, index) => ofFeatures[index]! / spread);
  const shift = scales.reduce((sum, { mean }, index) => sum + mean * scaled[index]!, 0);
  return {
    intercept: weights.at(-1)! - shift,
    vector: [...weights.subarray(0, 512)],
    features: Object.fromEntries(
      featureNames.map((name, index) => [name, scaled[index]!]),
    ) as Features,
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}
