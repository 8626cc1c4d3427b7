import type { Log } from '../platform/log.ts';
import type { Models } from '../platform/models/models.ts';
import { readSentiment } from './sentiment/readSentiment.ts';

/** What a visitor's message says besides its words. */
export interface Understanding {
  /** −1 … 1 */
  sentiment: number;
  /** Name of the matched intent; null for none of them. */
  intent: string | null;
  /** How sure the match is, 0 … 1; null without intents. */
  intentConfidence: number | null;
  /** The offline model's vector of the message; null when it failed. */
  embedding: number[] | null;
}

/** Reads mood and intent of a message. Never throws: what cannot be read is left out. */
export async function understandMessage({
  models,
  log,
  text,
}: {
  models: Models;
  log: Log;
  text: string;
}): Promise<Understanding> {
  const embedding = await models.embedQuestion('offline', text).catch((err: unknown) => {
    log.warn({ err }, 'the message could not be embedded; its words alone are read');
    return null;
  });
  return {
    sentiment: readSentiment({ text, embedding }),
    intent: null,
    intentConfidence: null,
    embedding,
  };
}
