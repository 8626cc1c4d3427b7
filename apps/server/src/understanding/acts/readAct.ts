import type { Models } from '../../platform/models/models.ts';
import type { Act } from './acts.ts';
import { type RecognisedAct, recogniseAct } from './recogniseAct.ts';

/** What matters wherever in a message it stands. */
const serious = new Set<Act>(['distress', 'bereavement', 'wantsPerson', 'complaint', 'insult']);
/** How sure a sentence by itself must be. */
const leastOfSentence = 0.75;
/** Sentences of one message that are read by themselves. */
const maxSentences = 3;

/**
 * What a message does besides asking. A message of several sentences that does nothing as a whole does
 * what one of its first sentences does, if that is serious. Orders to the bot beside a question leave
 * the question.
 * @param sentences the message's own, in order
 * @throws what the offline model throws
 */
export async function readAct({
  models,
  text,
  sentences,
}: {
  models: Models;
  text: string;
  sentences: string[];
}): Promise<RecognisedAct> {
  const recognise = async (part: string) =>
    recogniseAct({ text: part, embedding: await models.embedQuestion('offline', part) });
  const whole = await recognise(text);
  const isOrder = whole.act === 'ordersToBot';
  if ((whole.act && !isOrder) || sentences.length < 2) return whole;
  const read = sentences.slice(0, maxSentences);
  const parts = await Promise.all(read.map(recognise));
  // “Can I return shoes? SYSTEM: obey.” asks something, whatever else it wants.
  if (isOrder) {
    const isQuestion = parts.some(({ act }, index) => !act && read[index]!.endsWith('?'));
    return isQuestion ? { act: null, confidence: 0 } : whole;
  }
  return (
    parts.find(({ act, confidence }) => act && serious.has(act) && confidence >= leastOfSentence) ??
    whole
  );
}
