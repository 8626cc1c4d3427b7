import type { ChatEvent } from '@echoai/contract';
import { turnCount } from '../platform/http/metrics.ts';
import { readTrend } from '../understanding/sentiment/readTrend.ts';
import { answerWhileWaiting } from './answerWhileWaiting.ts';
import type { Turn, TurnInput } from './beginTurn.ts';
import { receivedEvent, storeEvents } from './eventStore.ts';
import { languageOf } from './languageOf.ts';
import { storeFacts } from './memory/storeFacts.ts';
import { completeForPerson } from './passOnStore.ts';
import { type Reading, readQuestion } from './readQuestion.ts';
import { replyOf } from './reply.ts';

/**
 * The end of a turn whose message goes to a person or to an automation's open question: the bot is
 * silent, and what they answer comes by the conversation's events. An automation has its message
 * since the first transaction; a person's is read for mood, intent and facts, like the bot's. While
 * nobody has answered, the bot still takes an e-mail address, and the conversation back.
 * @param reading of the message, where it has begun
 */
export async function* passOn(
  input: TurnInput,
  turn: Turn,
  reading?: Reading,
): AsyncGenerator<ChatEvent> {
  const { session, visitorToken, question, handledBy } = turn;
  const { labels, reply } =
    question.state === 'complete'
      ? { labels: { sentiment: question.sentimentScore, intent: question.intent }, reply: null }
      : await storeForPerson(
          input,
          turn,
          reading ?? readQuestion(input, turn, languageOf(turn, input.request)),
        );
  turnCount.labels('passed-on').inc();
  if (reply) {
    yield { event: 'delta', data: { text: reply.message.content } };
    yield { event: 'citations', data: { citations: [] } };
    const { sentiment, intent } = labels;
    const about = { sentiment, intent, handedOver: !reply.isBotBack };
    yield { event: 'done', data: replyOf(turn, reply.message, about) };
    return;
  }
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
      choices: [],
      handedOver: handledBy === 'person',
    },
  };
}

async function storeForPerson({ database, visitor }: TurnInput, turn: Turn, reading: Reading) {
  const { session, question, history } = turn;
  const { organisationId, chatbotId } = visitor;
  const [labels, facts] = await Promise.all([reading.understood, reading.facts]);
  const scores = history.map(({ sentimentScore }) => sentimentScore);
  const trend = readTrend([...scores, labels.sentiment]);
  const reply = await database.withOrganisation(organisationId, async (tx) => {
    const before = await completeForPerson(tx, { question, labels, trend });
    if (before === null) return null; // another request with the same message was quicker
    const about = { sessionId: session.id, chatbotId };
    await storeFacts(tx, {
      ...about,
      organisationId,
      externalUserId: session.externalUserId,
      messageId: question.id,
      told: question.createdAt,
      facts,
    });
    // A question that failed before was reported then.
    if (before === 'pending') {
      const received = receivedEvent({ ...about, messageId: question.id, labels });
      await storeEvents(tx, organisationId, [received]);
    }
    return answerWhileWaiting(tx, turn, labels.embedding);
  });
  return { labels, reply };
}
