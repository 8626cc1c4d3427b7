import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../platform/database/database.ts';
import type { Log } from '../platform/log.ts';
import type { Models } from '../platform/models/models.ts';
import type { Act } from './acts/acts.ts';
import { readAct } from './acts/readAct.ts';
import type { UnderstoodChatbot } from './intent/intentMemory.ts';
import { understandIntent } from './intent/understandIntent.ts';
import { readByModel } from './readByModel.ts';
import { readSentiment } from './sentiment/readSentiment.ts';

/** What a visitor's message says besides its words. */
export interface Understanding {
  /** −1 … 1 */
  sentiment: number;
  /** Name of the matched intent; null for none of them. */
  intent: string | null;
  /** How sure the match is, 0 … 1; null where no intent was looked for. */
  intentConfidence: number | null;
  /** What the message does besides asking; null for a question like any other. */
  act: Act | null;
  /** How sure the act is, 0 … 1. */
  actConfidence: number;
  /** The message's language as a model read it, such as `de`; null where none did. */
  language: string | null;
  /** What to search for instead of the message's own words; null to search for these. */
  query: string | null;
  /** The offline model's vector of the message; null when it failed. */
  embedding: number[] | null;
}

/** The conversation that a message is said in. */
export interface Talk {
  /** What was said before, oldest first. */
  before: { role: 'user' | 'assistant'; content: string }[];
  /** Whether the message can only be understood by what was said before. */
  isLeaning: boolean;
  /** Whether the message is in another language than the knowledge. */
  isForeign: boolean;
  /** The language of the knowledge, such as `en`. */
  knowledgeLanguage: string;
}

export interface ToUnderstand {
  database: Database;
  models: Models;
  log: Log;
  chatbot: UnderstoodChatbot & { model: string | null };
  text: string;
  /** The message's own, in order. */
  sentences: string[];
  /** Asked for where a model may read the message. */
  readTalk: () => Promise<Talk>;
}

/** Milliseconds that a turn waits for the model's reading. */
const patienceMs = 2_000;
/** Of a longer message, in UTF-16 code units, the act is not read offline. */
const maxActLength = 600;

/**
 * Reads a message: offline, and by one quick call to a model where that leaves something open. Never
 * throws: what a model does not read in time stays as it was read offline.
 */
export async function understandMessage(input: ToUnderstand): Promise<Understanding> {
  const { models, log, chatbot } = input;
  const offline = await readOffline(input);
  if (models.chatModel === null) return offline;
  const talk = await input.readTalk();
  if (isClear(offline, talk)) return offline;
  const tooLate = new AbortController();
  const byModel = readByModel({ ...input, talk, signal: tooLate.signal }).catch((err: unknown) => {
    log.warn({ err, chatbotId: chatbot.id }, 'the model did not read a message');
    return null;
  });
  const read = await Promise.race([byModel, sleep(patienceMs, null, { ref: false })]);
  tooLate.abort();
  if (!read) return offline;
  const { act, ...labels } = read;
  return { ...offline, ...labels, ...(act === undefined ? {} : { act, actConfidence: sureOfAct }) };
}

/** How sure an act counts that a model read. */
const sureOfAct = 0.9;
/** Between these a message may do something besides asking or have an intent, and may not. */
const doubt = { from: 0.3, to: 0.75 };
/** A message below this mood is worth a closer look. */
const unhappy = -0.2;

/** Whether a message was read so well offline that no model could add anything. */
function isClear(
  { actConfidence, intent, intentConfidence, sentiment }: Understanding,
  { isLeaning, isForeign }: Talk,
): boolean {
  if (isLeaning || isForeign || sentiment < unhappy) return false;
  if (isDoubtful(actConfidence)) return false;
  return intent !== null || !isDoubtful(intentConfidence ?? 0);
}

const isDoubtful = (confidence: number) => confidence > doubt.from && confidence < doubt.to;

async function readOffline({
  database,
  models,
  log,
  chatbot,
  text,
  sentences,
}: ToUnderstand): Promise<Understanding> {
  const embedding = await models.embedQuestion('offline', text).catch((err: unknown) => {
    log.warn({ err }, 'a message could not be embedded; its mood is read from its words alone');
    return null;
  });
  const [found, recognised] = embedding
    ? await Promise.all([
        understandIntent({ database, models, log, chatbot, text, embedding }),
        text.length <= maxActLength ? readAct({ models, text, sentences }).catch(() => null) : null,
      ])
    : [null, null];
  return {
    sentiment: readSentiment({ text, embedding }),
    intent: found?.intent ?? null,
    intentConfidence: found?.confidence ?? null,
    act: recognised?.act ?? null,
    // What was not read is in doubt.
    actConfidence: recognised?.confidence ?? (doubt.from + doubt.to) / 2,
    language: null,
    query: null,
    embedding,
  };
}
