import { type Features, featureNames } from './features.ts';

/** A linear model of a message's score: ridge regression on its vector and its features. */
export interface SentimentModel {
  intercept: number;
  /** One for each of the vector's 512 dimensions. */
  vector: readonly number[];
  features: Features;
}

/** The model's score, about −1 … 1; not bounded. */
export function predict({
  model,
  embedding,
  features,
}: {
  model: SentimentModel;
  embedding: ArrayLike<number>;
  features: Features;
}): number {
  let score = model.intercept;
  for (const [dimension, weight] of model.vector.entries()) {
    score += weight * embedding[dimension]!;
  }
  for (const name of featureNames) score += model.features[name] * features[name];
  return score;
}
