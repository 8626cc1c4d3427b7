import type { ChatEvent } from '@echoai/contract';
import { turnCount } from '../platform/http/metrics.ts';
import { readTrend } from '../understanding/sentiment/readTrend.ts';
import type { Turn, TurnInput } from './beginTurn.ts';
import { receivedEvent, storeEvents } from './eventStore.ts';
import { storeFacts } from './memory/storeFacts.ts';
import { completeForPerson } from './passOnStore.ts';
import { type Reading, readQuestion } from './readQuestion.ts';

/**
 * The end of a turn whose message goes to a person or to an automation's open question: the bot is
 * silent, and what they answer comes by the conversation's events. An automation has its message
 * since the first transaction; a person's is read for mood, intent and facts, like the bot's.
 * @param reading of the message, where it has begun
 */
export async function* passOn(
  input: TurnInput,
  turn: Turn,
  reading?: Reading,
): AsyncGenerator<ChatEvent> {
  const { session, visitorToken, question, handledBy } = turn;
  const labels =
    question.state === 'complete'
      ? { sentiment: question.sentimentScore, intent: question.intent }
      : await storeForPerson(input, turn, reading ?? readQuestion(input, turn));
  turnCount.labels('passed-on').inc();
  yield {
    event: 'done',
    data: {
      sessionId: session.id,
      ...(visitorToken ? { visitorToken } : {}),
      messageId: question.id,
      answer: '',
      answered: false,
      citations: [],
      sentiment: labels.sentiment,
      intent: labels.intent,
      handledBy,
    },
  };
}

async function storeForPerson(
  { database, visitor }: TurnInput,
  { session, question, history }: Turn,
  reading: Reading,
) {
  const { organisationId, chatbotId } = visitor;
  const [labels, facts] = await Promise.all([reading.finish(), reading.facts]);
  const scores = history.map(({ sentimentScore }) => sentimentScore);
  const trend = readTrend([...scores, labels.sentiment]);
  await database.withOrganisation(organisationId, async (tx) => {
    const before = await completeForPerson(tx, { question, labels, trend });
    if (before === null) return; // another request with the same message was quicker
    const about = { sessionId: session.id, chatbotId };
    await storeFacts(tx, {
      ...about,
      organisationId,
      externalUserId: session.externalUserId,
      messageId: question.id,
      told: question.createdAt,
      facts,
    });
    if (before !== 'pending') return; // a question that failed before was reported then
    const received = receivedEvent({ ...about, messageId: question.id, labels });
    await storeEvents(tx, organisationId, [received]);
  });
  return labels;
}
