import type { Database } from '../../platform/database/database.ts';
import type { IntentModel } from './intentModel.ts';
import { decodeModel } from './modelFormat.ts';
import { readModel } from './modelStore.ts';

/** A chatbot as a turn knows it. */
export interface UnderstoodChatbot {
  id: string;
  organisationId: string;
  /** As the turn read it: a copy of an earlier one is looked up again. */
  intentsRevision: number;
}

/** A process's copy of a chatbot's newest model, with the intents by id. */
export interface IntentMemory {
  /** The chatbot's `intents_revision` that the model was trained on. */
  revision: number;
  version: number;
  model: IntentModel | null;
  intents: Map<string, { name: string; title: string }>;
}

/** Copies that are kept at most: of usual size, about two megabytes each. */
const maxMemories = 50;

const memories = new Map<string, IntentMemory>();

/**
 * The newest model, from memory while nothing has changed since; null before the first.
 * @throws when the database is out of reach
 */
export async function recallIntents({
  database,
  chatbot,
}: {
  database: Database;
  chatbot: UnderstoodChatbot;
}): Promise<IntentMemory | null> {
  const name = `${chatbot.organisationId} ${chatbot.id}`;
  const known = memories.get(name);
  if (known && known.revision >= chatbot.intentsRevision) return remember(name, known);
  const stored = await database.withOrganisation(chatbot.organisationId, (tx) =>
    readModel(tx, { chatbotId: chatbot.id, knownVersion: known?.version ?? null }),
  );
  if (!stored) return null;
  const isKnown = stored.version === known?.version;
  return remember(name, {
    // An older revision than the chatbot's: until it is learned, each turn looks for a new model.
    revision: stored.revision,
    version: stored.version,
    model: isKnown ? known.model : stored.model && decodeModel(stored.model),
    intents: new Map(Object.entries(stored.intents ?? {})),
  });
}

function remember(name: string, memory: IntentMemory): IntentMemory {
  memories.delete(name); // moves it to the end: the first is the least recently used
  memories.set(name, memory);
  if (memories.size > maxMemories) memories.delete(memories.keys().next().value!);
  return memory;
}
