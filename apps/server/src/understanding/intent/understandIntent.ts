import type { Database } from '../../platform/database/database.ts';
import type { Log } from '../../platform/log.ts';
import type { Models } from '../../platform/models/models.ts';
import { recallIntents, type UnderstoodChatbot } from './intentMemory.ts';
import { classifyIntent, recognisedFrom } from './intentModel.ts';

/** A turn waits no longer than this for its intent. */
const timeLimitMs = 2_000;

export interface UnderstoodIntent {
  /** Name of the intent, such as `order_status`; null for none of the chatbot's. */
  intent: string | null;
  /** 0 … 1 that the message has its likeliest intent. */
  confidence: number;
  /** The likeliest five, the first first. */
  scores: { intentId: string; intent: string; title: string; confidence: number }[];
}

interface Input {
  database: Database;
  models: Models;
  chatbot: UnderstoodChatbot;
  text: string;
  /** Of the offline model, if the turn has it already. */
  embedding?: ArrayLike<number>;
}

/**
 * The intent of a visitor's message. Never throws and never takes long, since a turn waits for it:
 * what goes wrong is logged.
 * @returns null when the chatbot has learned no intents, or when it cannot be told now
 */
export async function understandIntent({
  log,
  ...input
}: Input & { log: Log }): Promise<UnderstoodIntent | null> {
  const { promise: tooLong, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`It took longer than ${timeLimitMs} ms.`)),
    timeLimitMs,
  );
  try {
    return await Promise.race([recogniseIntent(input), tooLong]);
  } catch (err) {
    log.warn({ err, chatbotId: input.chatbot.id }, 'a message’s intent is not known');
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** `understandIntent` without its safety net. @throws what the database or the model throws */
export async function recogniseIntent({
  database,
  models,
  chatbot,
  text,
  embedding,
}: Input): Promise<UnderstoodIntent | null> {
  const memory = await recallIntents({ database, chatbot });
  if (!memory?.model) return null;
  const { scores } = classifyIntent(memory.model, {
    text,
    embedding: embedding ?? (await models.embedQuestion('offline', text)),
  });
  // An intent that was deleted or switched off is not recognised, even before that is learned.
  const known = scores.flatMap(({ intentId, confidence }) => {
    const intent = memory.intents.get(intentId);
    return intent ? [{ intentId, intent: intent.name, title: intent.title, confidence }] : [];
  });
  const [first] = known;
  return {
    intent: first && first.confidence >= recognisedFrom ? first.intent : null,
    confidence: first?.confidence ?? 0,
    scores: known,
  };
}
