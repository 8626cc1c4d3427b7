import { type IntentSuggestion, maxExampleLength } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Models } from '../../platform/models/models.ts';
import { recallIntents, type UnderstoodChatbot } from './intentMemory.ts';
import { classifyIntent } from './intentModel.ts';
import { samePhrase } from './samePhrase.ts';

/** Messages that are looked at, and suggestions at most. */
const latestMessages = 200;
const maxSuggestions = 30;
/** Between these confidences a message says something new: it is near an intent, and not sure. */
const worthAsking = { from: 0.2, to: 0.85 };

/** Vectors of messages that were looked at before; about 2 kB each. */
const vectors = new Map<string, ArrayLike<number>>();
const maxVectors = 2_000;

/**
 * Recent messages of visitors that are nearly recognised, or hardly: the ones whose label teaches
 * most. The likeliest first; none that is an example already.
 */
export async function suggestExamples({
  database,
  models,
  chatbot,
}: {
  database: Database;
  models: Models;
  chatbot: UnderstoodChatbot;
}): Promise<IntentSuggestion[]> {
  const memory = await recallIntents({ database, chatbot });
  if (!memory?.model) return [];
  const { model, intents } = memory;
  const { messages, examples } = await database.withOrganisation(chatbot.organisationId, (tx) =>
    readMessages(tx, chatbot.id),
  );
  const seen = new Set(examples.map(samePhrase));
  const fresh = messages.filter(({ text }) => {
    const phrase = samePhrase(text);
    if (text.length > maxExampleLength || seen.has(phrase)) return false;
    seen.add(phrase);
    return true;
  });
  const embeddings = await embed({ models, texts: fresh.map(({ text }) => text) });
  return fresh
    .flatMap(({ id, text }, index): IntentSuggestion[] => {
      const { scores } = classifyIntent(model, { text, embedding: embeddings[index]! });
      const first = scores.find(({ intentId }) => intents.has(intentId));
      if (!first || first.confidence < worthAsking.from || first.confidence > worthAsking.to) {
        return [];
      }
      return [{ messageId: id, text, ...first }];
    })
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, maxSuggestions);
}

/** The chatbot's latest messages of visitors, and all examples. */
async function readMessages(tx: Transaction, chatbotId: string) {
  const messages = await tx.execute<{ id: string; text: string }>(sql`
    select messages.id, trim(content) as text
    from messages join conversation_sessions as session on session.id = session_id
    where chatbot_id = ${chatbotId} and role = 'user' and trim(content) <> ''
    order by messages.id desc limit ${latestMessages}`);
  const examples = await tx.execute<{ text: string }>(sql`
    select text from intent_examples join intents on intents.id = intent_id
    where chatbot_id = ${chatbotId}`);
  return { messages: messages.rows, examples: examples.rows.map(({ text }) => text) };
}

/** As passages, not as questions: a visitor's question goes first. */
async function embed({ models, texts }: { models: Models; texts: string[] }) {
  const missing = texts.filter((text) => !vectors.has(text));
  const made = missing.length > 0 ? await models.embedPassages('offline', missing) : [];
  const found = new Map(missing.map((text, index) => [text, made[index]!]));
  const embeddings = texts.map((text) => vectors.get(text) ?? found.get(text)!);
  for (const [text, vector] of found) vectors.set(text, Float32Array.from(vector));
  for (const oldest of vectors.keys()) {
    if (vectors.size <= maxVectors) break;
    vectors.delete(oldest);
  }
  return embeddings;
}
