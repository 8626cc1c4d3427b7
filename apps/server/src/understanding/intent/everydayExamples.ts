import type { Models } from '../../platform/models/models.ts';
import { everydayMessages } from './everydayMessages.ts';
import type { IntentExample } from './trainIntents.ts';

const embedded = new WeakMap<Models, Promise<IntentExample[]>>();

/** The everyday messages with their vectors, which are made once in a process: about two seconds. */
export function everydayExamples(models: Models): Promise<IntentExample[]> {
  const known = embedded.get(models) ?? embedMessages(models);
  embedded.set(models, known);
  known.catch(() => embedded.delete(models));
  return known;
}

async function embedMessages(models: Models): Promise<IntentExample[]> {
  const vectors = await models.embedPassages('offline', everydayMessages);
  return everydayMessages.map((text, index) => ({
    intentId: null,
    text,
    embedding: vectors[index]!,
  }));
}
