import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { clientOf, type OpenAiAccess } from './openAi.ts';

/** Size of the offline model's vectors, and the one that other models are asked for. */
export const embeddingDimensions = 512;

/** A model's vectors have another size than those before, and cannot be compared with them. */
export class EmbeddingSizeError extends Error {
  override name = 'EmbeddingSizeError';

  constructor({ model, now, before }: { model: string; now: number; before: number }) {
    super(
      `The embedding model ${model} makes vectors of ${now} numbers now, and made vectors of ${before} before: is another model served by that name? Serve the one from before; or start once with EMBEDDING_MODEL=offline, wait until its vectors are complete, and change back: all texts are embedded again.`,
    );
  }
}

/**
 * An embedding model of OpenAI's API. It is asked for 512 dimensions; a model that has a size of its own
 * is taken with that, whether its server ignores what it is asked or refuses it.
 * @throws {EmbeddingSizeError} when the size changes between two answers
 */
export async function openEmbeddings(access: OpenAiAccess): Promise<EmbeddingsInterface> {
  const { OpenAIEmbeddings } = await import('@langchain/openai');
  const open = (dimensions?: number) =>
    new OpenAIEmbeddings({ ...clientOf(access), dimensions, maxRetries: 2 });
  let client = open(embeddingDimensions);
  let size: number | undefined;

  async function embed(ask: (client: EmbeddingsInterface) => Promise<number[][]>) {
    const vectors = await ask(client).catch((error: unknown) => {
      if (size !== undefined || !refusesDimensions(error)) throw error;
      client = open();
      return ask(client);
    });
    for (const vector of vectors) {
      if (!vector?.length) throw new Error(`The embedding model ${access.model} gave no numbers.`);
      size ??= vector.length;
      if (vector.length !== size) {
        throw new EmbeddingSizeError({ model: access.model, now: vector.length, before: size });
      }
    }
    return vectors;
  }

  return {
    async embedQuery(text) {
      const [vector] = await embed(async (by) => [await by.embedQuery(text)]);
      return vector!;
    },
    embedDocuments: (texts) => embed((by) => by.embedDocuments(texts)),
  };
}

/** Such as “This model does not support specifying dimensions.” */
function refusesDimensions(error: unknown): boolean {
  const { status, message = '' } = error as { status?: number; message?: string };
  return (status === 400 || status === 422) && /dimensions|matryoshka/i.test(message);
}
