import { cutText } from '@echoai/contract/text';
import type { Log } from '../platform/log.ts';
import type { Models } from '../platform/models/models.ts';
import { readAct } from '../understanding/acts/readAct.ts';
import { readSentiment } from '../understanding/sentiment/readSentiment.ts';
import { sentencesOfMessage } from './memory/sentences.ts';
import { asks } from './moves/asks.ts';
import type { Said } from './moves/move.ts';
import { replyToOffer } from './moves/readReply.ts';

/** Of a longer message, what is read for its act. */
const maxLength = 600;

/**
 * What a message says besides its words, read offline before the reply is chosen. Never throws: a
 * message that cannot be embedded is a question like any other.
 * @param language as it was detected
 */
export async function readSaid({
  models,
  log,
  text,
  language,
}: {
  models: Models;
  log: Log;
  text: string;
  language: string;
}): Promise<Said> {
  const sentences = sentencesOfMessage(cutText(text, maxLength * 4));
  const isAsking = sentences.some(asks);
  const wordCount = cutText(text, maxLength).match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  const plain = { isAsking, language, wordCount, reply: replyToOffer(text) };
  try {
    const [act, embedding] = await Promise.all([
      text.length <= maxLength ? readAct({ models, text, sentences }) : null,
      models.embedQuestion('offline', text),
    ]);
    const mood = readSentiment({ text, embedding });
    return { ...plain, act: act?.act ?? null, confidence: act?.confidence ?? 0, mood };
  } catch (err) {
    log.warn({ err }, 'a message could not be embedded; it is taken for a question');
    const mood = readSentiment({ text, embedding: null });
    return { ...plain, act: null, confidence: 0, mood };
  }
}
