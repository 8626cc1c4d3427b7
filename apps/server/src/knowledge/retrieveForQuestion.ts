import type { Database } from '../platform/database/database.ts';
import type { Log } from '../platform/log.ts';
import type { Models } from '../platform/models/models.ts';
import { searchDatabase } from './findCandidates.ts';
import { maxPassagesInMemory, recallPassages, searchMemory } from './passageMemory.ts';
import { withoutInvisible } from './reading/invisible.ts';
import { type Retrieval, retrieve } from './retrieve.ts';

/** A chatbot as it was read in the transaction before the search. */
export interface SearchedChatbot {
  id: string;
  organisationId: string;
  /** Whose vectors its passages have. */
  embeddingModel: string;
  passageCount: number;
  knowledgeRevision: number;
}

/**
 * The one way to passages, for the chat and for `search`: embeds the query with the model that
 * serves the chatbot, and ranks. When that model is out of reach, words alone rank, which is better
 * than no answer. Passages are searched in this process's copy of them, brought up to the chatbot's
 * revision first; those of a large chatbot in the database.
 */
export async function retrieveForQuestion({
  database,
  models,
  log,
  chatbot,
  query: asked,
  limit,
}: {
  database: Database;
  models: Models;
  log: Log;
  chatbot: SearchedChatbot;
  query: string;
  limit: number;
}): Promise<Retrieval> {
  const query = withoutInvisible(asked);
  const { id: chatbotId, organisationId, embeddingModel } = chatbot;
  const queryEmbedding = models.canEmbed(embeddingModel)
    ? await models.embedQuestion(embeddingModel, query).catch((err: unknown) => {
        log.warn({ err, chatbotId }, 'embedding failed; ranking by words alone');
        return null;
      })
    : null;
  if (chatbot.passageCount > maxPassagesInMemory) {
    return database.withOrganisation(organisationId, (tx) => {
      const search = searchDatabase({ tx, chatbotId, embeddingModel });
      return retrieve({ search, query, queryEmbedding, limit });
    });
  }
  const memory = await recallPassages({
    database,
    organisationId,
    chatbotId,
    embeddingModel,
    revision: chatbot.knowledgeRevision,
  });
  return retrieve({ search: searchMemory(memory), query, queryEmbedding, limit });
}
