import type { Log } from '../../platform/log.ts';
import type { Models } from '../../platform/models/models.ts';
import type { MessageRow } from '../messageStore.ts';
import { extractFacts } from './extractFacts.ts';
import type { NewFact } from './storeFacts.ts';

/** The facts that a question tells, with their vectors. Never throws: words alone recall the rest. */
export async function extractFactsOf({
  models,
  log,
  question: { content, createdAt },
}: {
  models: Models;
  log: Log;
  question: Pick<MessageRow, 'content' | 'createdAt'>;
}): Promise<NewFact[]> {
  return Promise.all(
    extractFacts({ text: content, told: createdAt }).map(async (fact) => ({
      ...fact,
      embedding: await embedFact({ models, log, text: fact.text }),
    })),
  );
}

/** The offline model's vector of a fact's text; null when it cannot be made. */
export async function embedFact({
  models,
  log,
  text,
}: {
  models: Models;
  log: Log;
  text: string;
}): Promise<number[] | null> {
  return models.embedQuestion('offline', text).catch((err: unknown) => {
    log.warn({ err }, 'a fact could not be embedded; it is recalled by its words alone');
    return null;
  });
}
