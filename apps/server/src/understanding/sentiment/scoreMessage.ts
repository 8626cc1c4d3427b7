import { featuresOf } from './features.ts';
import { english } from './languages/english.ts';
import { predict, type SentimentModel } from './predict.ts';
import { type Message, readMessage, weighMessage, wordsOf } from './readMessage.ts';
import { normalise } from './weigh.ts';

/** What an exclamation mark adds to the sum of valences, as VADER measured it. */
const exclaimed = 0.292;
/** With fewer words than these, the lexicon has a say by itself: a vector of so little tells little. */
const trustedFrom = 5;
/**
 * A question without words of feeling asks about a service, whatever its vector has in common with
 * complaints: “How do I cancel?”. Below this score of the lexicon it is calm.
 */
const calm = 0.25;
const ofCalmQuestion = 0.3;

/**
 * The score of a message by a given model, and by the lexicon alone where the model cannot tell:
 * without a vector, and in other languages than English, of which the vector knows nothing.
 */
export function scoreMessage({
  model,
  text,
  embedding,
}: {
  model: SentimentModel;
  text: string;
  embedding: ArrayLike<number> | null;
}): number {
  const message = readMessage(text);
  const byLexicon = scoreByLexicon(message);
  const isReadable = embedding?.length === model.vector.length && message.language === english;
  if (!isReadable) return twoDecimals(byLexicon);
  const learned = predict({ model, embedding, features: featuresOf(message) });
  const trust = Math.min(1, wordsOf(message.tokens).length / trustedFrom);
  const score = trust * learned + (1 - trust) * byLexicon;
  const isCalm = message.isQuestion && Math.abs(byLexicon) < calm;
  const weight = isCalm ? ofCalmQuestion : 1;
  return twoDecimals(Number.isFinite(score) ? weight * score : byLexicon);
}

function twoDecimals(score: number): number {
  return Math.round(100 * Math.max(-1, Math.min(1, score))) / 100 || 0;
}

function scoreByLexicon(message: Message): number {
  const sum = weighMessage(message).reduce((total, { valence }) => total + valence, 0);
  return normalise(sum + Math.sign(sum) * message.exclamations * exclaimed);
}
