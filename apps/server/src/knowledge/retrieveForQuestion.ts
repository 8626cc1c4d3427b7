import { readLanguage } from '../language/detectLanguage.ts';
import { isGlossaryLanguage } from '../language/languages.ts';
import type { Database } from '../platform/database/database.ts';
import type { Log } from '../platform/log.ts';
import type { Models } from '../platform/models/models.ts';
import { type PassageSearch, readLanguages, searchDatabase } from './findCandidates.ts';
import { type ForeignQuestion, readForeignQuestion } from './foreignWords.ts';
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
  const { memory, languages } = await openKnowledge({ database, chatbot });
  const spoken =
    language ?? readLanguage(query) ?? (languages.includes('en') ? 'en' : languages[0]) ?? 'en';
  const { readings, foreign, isEnglish } = readingsOf({ query, spoken, languages });
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
  const searched = { query, context, inside, queryEmbedding, limit };
  const retrieveAll = async (search: PassageSearch) => {
    const found: Retrieval[] = [];
    for (const reading of readings) found.push(await retrieve({ search, ...searched, ...reading }));
    return joinReadings(found, limit);
  };
  if (memory) return retrieveAll(searchMemory(memory));
  return database.withOrganisation(organisationId, (tx) =>
    retrieveAll(searchDatabase({ tx, chatbotId, embeddingModel })),
  );
}

/**
 * How a query is read: by the rules of its own language where passages are in it, and by the glossary
 * where passages are English. Passages in neither are found by words that look alike, such as names.
 */
function readingsOf({
  query,
  spoken,
  languages,
}: {
  query: string;
  spoken: string;
  /** Those that passages are in. */
  languages: string[];
}): {
  readings: { language: string; foreign: ForeignQuestion | null }[];
  foreign: ForeignQuestion | null;
  /** Whether the vectors of an English model tell something of it. */
  isEnglish: boolean;
} {
  const hasEnglish = languages.length === 0 || languages.includes('en');
  const isNative = spoken !== 'en' && languages.includes(spoken);
  const foreign = hasEnglish ? readForeignQuestion(query, spoken) : null;
  const native = isNative ? [{ language: spoken, foreign: null }] : [];
  const english = hasEnglish ? [{ language: 'en', foreign }] : [];
  const readings = [...native, ...english];
  return {
    readings: readings.length > 0 ? readings : [{ language: languages[0]!, foreign: null }],
    foreign,
    isEnglish:
      hasEnglish && (spoken === 'en' || (!isNative && !foreign && isGlossaryLanguage(spoken))),
  };
}

/** What was found by each reading together, the surest first; of one passage what fits it best. */
function joinReadings(found: Retrieval[], limit: number): Retrieval {
  const [first, ...others] = [...found].sort((a, b) => b.confidence - a.confidence);
  if (others.length === 0) return first!;
  const passages = new Map<string, Retrieval['passages'][number]>();
  for (const passage of found.flatMap((each) => each.passages)) {
    if (passage.score > (passages.get(passage.id)?.score ?? -1)) passages.set(passage.id, passage);
  }
  const ranked = [...passages.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  return { ...first!, passages: ranked.slice(0, limit) };
}

/** The languages that a chatbot's passages are in; none where it has no passages. */
export async function languagesOfKnowledge(input: {
  database: Database;
  chatbot: SearchedChatbot;
}): Promise<string[]> {
  return (await openKnowledge(input)).languages;
}

/** @returns this process's copy of a chatbot's passages, null for a large chatbot, and their languages */
async function openKnowledge({
  database,
  chatbot: { id: chatbotId, organisationId, embeddingModel, passageCount, knowledgeRevision },
}: {
  database: Database;
  chatbot: SearchedChatbot;
}) {
  if (passageCount > maxPassagesInMemory) {
    const languages = await database.withOrganisation(organisationId, (tx) =>
      readLanguages(tx, chatbotId),
    );
    return { memory: null, languages };
  }
  const key = { organisationId, chatbotId, embeddingModel };
  const memory = await recallPassages({ database, ...key, revision: knowledgeRevision });
  return { memory, languages: memory.languages };
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
