import { createHash } from 'node:crypto';
import { nameIntents } from './modelFormat.ts';
import { type TrainedBytes, trainInThread } from './trainInThread.ts';
import type { IntentExample } from './trainIntents.ts';

/** Bytes of models that are kept at most: about a hundred of usual size. */
const maxBytes = 32_000_000;

/** Models by the hash of what they learned, with numbers for the ids of their intents. */
const kept = new Map<string, TrainedBytes>();
let keptBytes = 0;

/**
 * Trains in a thread, or takes the model that the same content gave before: two chatbots with the
 * same examples, such as those that begin with the default intents, are trained once in a process.
 * The same texts and vectors in the same order give the same model, whoever's they are, so nothing
 * of one organisation reaches another.
 * @returns null without any example of an intent
 * @throws what `trainInThread` throws
 */
export async function trainByContent(
  examples: IntentExample[],
  signal: AbortSignal,
): Promise<TrainedBytes | null> {
  const intentIds = [...new Set(examples.flatMap(({ intentId }) => intentId ?? []))];
  const numbers = new Map(intentIds.map((id, number) => [id, String(number)]));
  const nameless = examples.map((example) => ({
    ...example,
    intentId: example.intentId === null ? null : numbers.get(example.intentId)!,
  }));
  const hash = hashOf(nameless);
  const trained = kept.get(hash) ?? (await trainInThread(nameless, signal));
  if (!trained) return null;
  keep(hash, trained);
  const idOf = (number: string) => intentIds[Number(number)]!;
  return {
    model: nameIntents(trained.model, idOf),
    confusions: trained.confusions.map((confusion) => ({
      ...confusion,
      intentId: idOf(confusion.intentId),
      confusedWithIntentId: idOf(confusion.confusedWithIntentId),
    })),
  };
}

function hashOf(examples: IntentExample[]): string {
  const hash = createHash('sha256');
  for (const { intentId, text, embedding, isTitle = false } of examples) {
    hash.update(`${JSON.stringify([intentId, text, isTitle])}\n`);
    hash.update(Float32Array.from(embedding));
  }
  return hash.digest('base64');
}

function keep(hash: string, trained: TrainedBytes): void {
  // Removed first, so that it moves to the end: the first is the least recently used.
  remove(hash);
  kept.set(hash, trained);
  keptBytes += trained.model.byteLength;
  while (keptBytes > maxBytes) remove(kept.keys().next().value!);
}

function remove(hash: string): void {
  keptBytes -= kept.get(hash)?.model.byteLength ?? 0;
  kept.delete(hash);
}
