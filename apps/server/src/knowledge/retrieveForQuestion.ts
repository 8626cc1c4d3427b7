import type { Database } from '../platform/database/database.ts';
import type { Log } from '../platform/log.ts';
import type { Models } from '../platform/models/models.ts';
import { type Retrieval, retrieve } from './retrieve.ts';

/**
 * The one way to passages, for the chat and for `search`: embeds the query with the model that
 * serves the chatbot, and ranks. When that model is out of reach, words alone rank, which is better
 * than no answer.
 */
export async function retrieveForQuestion({
  database,
  models,
  log,
  organisationId,
  chatbotId,
  embeddingModel,
  query,
  limit,
}: {
  database: Database;
  models: Models;
  log: Log;
  organisationId: string;
  chatbotId: string;
  /** Of the chatbot: whose vectors its passages have. */
  embeddingModel: string;
  query: string;
  limit: number;
}): Promise<Retrieval> {
  const queryEmbedding = models.canEmbed(embeddingModel)
    ? await models.embedQuestion(embeddingModel, query).catch((err: unknown) => {
        log.warn({ err, chatbotId }, 'embedding failed; ranking by words alone');
        return null;
      })
    : null;
  return database.withOrganisation(organisationId, (tx) =>
    retrieve({ tx, chatbotId, query, queryEmbedding, embeddingModel, limit }),
  );
}
