import { type Calibration, confidenceOf } from './calibration.ts';
import { type FeatureSpace, toWording } from './featureSpace.ts';
import { dimensions, dot, type Input, type Softmax, scoresOf } from './softmax.ts';
import { textFeatures } from './textFeatures.ts';

/** What a chatbot learned from its intents' examples. */
export interface IntentModel {
  /** Ids of the intents in the order of their classes; one more class is "none of these". */
  intentIds: string[];
  space: FeatureSpace;
  softmax: Softmax;
  neighbours: Neighbours;
  calibration: Calibration;
}

/** Vectors of examples, in the order of their classes. */
export interface Neighbours {
  /** 512 numbers each. */
  vectors: Float32Array;
  /** Where each class begins, and where the last ends. */
  starts: Int32Array;
}

export interface Message {
  text: string;
  /** Unit vector of the offline model. */
  embedding: ArrayLike<number>;
}

/** An intent, or null for none of these, with how sure it is. */
export interface Classification {
  intentId: string | null;
  /** 0 … 1 that the message has the likeliest intent; below 0.5 it counts as none of these. */
  confidence: number;
  /** The five likeliest, the first first, each with the confidence it has by itself. */
  scores: { intentId: string; confidence: number }[];
}

/** From this confidence on, a message counts as having an intent. */
export const recognisedFrom = 0.5;
/** How much the nearest example counts beside the classifier's log-odds. */
const neighbourWeight = 4;

/** Which intent a message has. Takes a fraction of a millisecond for a few intents. */
export function classifyIntent(model: IntentModel, message: Message): Classification {
  const input = toInput(model.space, message);
  const scores = weighClasses(model, input)
    .slice(0, 5)
    .map(({ one, evidence }) => ({
      intentId: model.intentIds[one]!,
      confidence: confidenceOf(model.calibration, evidence),
    }));
  const [first] = scores;
  return {
    intentId: first && first.confidence >= recognisedFrom ? first.intentId : null,
    confidence: first?.confidence ?? 0,
    scores,
  };
}

export function toInput(space: FeatureSpace, { text, embedding }: Message): Input {
  return {
    embedding: Float32Array.from(embedding),
    wording: toWording(space, textFeatures(text)),
  };
}

/**
 * The evidence for the likeliest intents, the likeliest first: the log-odds against everything else,
 * and how much nearer the nearest example is than the nearest everyday message.
 */
export function weighClasses(
  { softmax, neighbours }: Pick<IntentModel, 'softmax' | 'neighbours'>,
  input: Input,
): { one: number; evidence: number }[] {
  const scores = scoresOf(softmax, input);
  const none = softmax.classes - 1;
  const order = [...scores.keys()]
    .slice(0, none)
    .sort((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, 5);
  const nearNone = nearest(neighbours, none, input.embedding);
  const highest = Math.max(...scores);
  const shares = scores.map((score) => Math.exp(score - highest));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return order.map((one) => {
    const others = Math.max(total - shares[one]!, 1e-12);
    const odds = scores[one]! - highest - Math.log(others);
    const near = nearest(neighbours, one, input.embedding);
    return { one, evidence: odds + neighbourWeight * (near - nearNone) };
  });
}

/** The highest cosine of a vector with a class's examples. */
function nearest({ vectors, starts }: Neighbours, one: number, vector: Float32Array): number {
  let highest = 0;
  for (let index = starts[one]!; index < starts[one + 1]!; index++) {
    highest = Math.max(highest, dot(vectors, index * dimensions, vector));
  }
  return highest;
}
