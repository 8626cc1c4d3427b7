import { scoreMessage } from './scoreMessage.ts';
import { sentimentModel } from './sentimentModel.generated.ts';

/**
 * How a visitor feels, from the words of one message: −1 very bad … 0 neutral … 1 very good, to two
 * decimals. Never NaN, whatever the text.
 * @param embedding the offline embedding model's vector of the text, 512 dimensions of unit length;
 *   null when another model serves, and then words and emoji alone decide
 */
export function readSentiment({
  text,
  embedding,
}: {
  text: string;
  embedding: readonly number[] | Float32Array | null;
}): number {
  return scoreMessage({ model: sentimentModel, text, embedding });
}
