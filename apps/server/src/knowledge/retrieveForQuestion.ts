import { readLanguage } from '../language/detectLanguage.ts';
import { isGlossaryLanguage } from '../language/languages.ts';
import type { Database } from '../platform/database/database.ts';
import type { Log } from '../platform/log.ts';
import type { Models } from '../platform/models/models.ts';
import { searchDatabase } from './findCandidates.ts';
import { readForeignQuestion } from './foreignWords.ts';
import { maxPassagesInMemory, recallPassages, searchMemory } from './passageMemory.ts';
import { withoutInvisible } from './reading/invisible.ts';
import { type Retrieval, retrieve, type SearchedQuery } from './retrieve.ts';

/** A chatbot as it was read in the transaction before the search. */
export interface SearchedChatbot {
  id: string;
  organisationId: string;
  /** Whose vectors its passages have. */
  embeddingModel: string;
  passageCount: number;
  knowledgeRevision: number;
}

/** The model whose vectors tell nothing of other languages; words alone find more then. */
const englishModel = 'offline';

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
  context: around = '',
  inside,
  language,
  limit,
}: SearchedQuery & {
  database: Database;
  models: Models;
  log: Log;
  chatbot: SearchedChatbot;
  /** The query's, such as `de`; read from it where it is not given. */
  language?: string;
}): Promise<Retrieval> {
  const query = withoutInvisible(asked);
  const context = withoutInvisible(around);
  const { id: chatbotId, organisationId, embeddingModel } = chatbot;
  const spoken = language ?? readLanguage(query) ?? 'en';
  const foreign = readForeignQuestion(query, spoken);
  const isEnglish = spoken === 'en' || (!foreign && isGlossaryLanguage(spoken));
  const isRead = embeddingModel !== englishModel || isEnglish;
  const read = embeddingModel === englishModel ? (foreign?.gloss ?? query) : query;
  const queryEmbedding =
    isRead && models.canEmbed(embeddingModel)
      ? await embedWithContext({ query: read, context }, (text) =>
          models.embedQuestion(embeddingModel, text),
        ).catch((err: unknown) => {
          log.warn({ err, chatbotId }, 'embedding failed; ranking by words alone');
          return null;
        })
      : null;
  const searched = { query, context, inside, foreign, queryEmbedding, limit };
  if (chatbot.passageCount > maxPassagesInMemory) {
    return database.withOrganisation(organisationId, (tx) => {
      const search = searchDatabase({ tx, chatbotId, embeddingModel });
      return retrieve({ search, ...searched });
    });
  }
  const memory = await recallPassages({
    database,
    organisationId,
    chatbotId,
    embeddingModel,
    revision: chatbot.knowledgeRevision,
  });
  return retrieve({ search: searchMemory(memory), ...searched });
}

/** Weight of the vector of what was said around a query. */
const contextWeight = 0.35;

/** The unit vector of a query, drawn a little towards that of what was said around it. */
export async function embedWithContext(
  { query, context }: { query: string; context: string },
  embed: (text: string) => Promise<number[]>,
): Promise<number[]> {
  if (context === '') return embed(query);
  const [own, around] = await Promise.all([embed(query), embed(context)]);
  const mixed = own.map((value, index) => value + contextWeight * around[index]!);
  const length = Math.hypot(...mixed) || 1;
  return mixed.map((value) => value / length);
}
