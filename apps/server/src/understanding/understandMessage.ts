import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../platform/database/database.ts';
import type { Log } from '../platform/log.ts';
import type { Models } from '../platform/models/models.ts';
import type { UnderstoodChatbot } from './intent/intentMemory.ts';
import { understandIntent } from './intent/understandIntent.ts';
import { type ModelReading, readByModel } from './readByModel.ts';
import { readSentiment } from './sentiment/readSentiment.ts';

/** What a visitor's message says besides its words. */
export interface Understanding extends ModelReading {
  /** The offline model's vector of the message; null when it failed. */
  embedding: number[] | null;
}

/** Milliseconds that a turn waits for the model's reading once its answer is there. */
const patienceMs = 1_500;

interface Input {
  database: Database;
  models: Models;
  log: Log;
  chatbot: UnderstoodChatbot & { model: string | null };
  text: string;
}

/**
 * Begins to read mood and intent of a message, beside the making of its answer. Neither this nor
 * what it returns ever throws: what a model cannot read in time is read offline.
 * @returns waits for the end of it
 */
export function understandMessage(input: Input): () => Promise<Understanding> {
  const { models, log, chatbot } = input;
  const tooLate = new AbortController();
  const offline = readOffline(input);
  const byModel =
    models.chatModel === null
      ? null
      : readByModel({ ...input, signal: tooLate.signal }).catch((err: unknown) => {
          log.warn({ err, chatbotId: chatbot.id }, 'the model did not read a message');
          return null;
        });
  return async () => {
    const understood = await offline;
    if (!byModel) return understood;
    const read = await Promise.race([byModel, sleep(patienceMs, null, { ref: false })]);
    tooLate.abort();
    return { ...understood, ...read };
  };
}

async function readOffline({ database, models, log, chatbot, text }: Input) {
  const embedding = await models.embedQuestion('offline', text).catch((err: unknown) => {
    log.warn({ err }, 'a message could not be embedded; its mood is read from its words alone');
    return null;
  });
  const found = embedding
    ? await understandIntent({ database, models, log, chatbot, text, embedding })
    : null;
  return {
    sentiment: readSentiment({ text, embedding }),
    intent: found?.intent ?? null,
    intentConfidence: found?.confidence ?? null,
    embedding,
  };
}
