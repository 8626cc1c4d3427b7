import type { ChatEvent, ChatReply, Citation, Recollection } from '@echoai/contract';
import { followUpQuery } from '../knowledge/followUp.ts';
import { retrieveForQuestion } from '../knowledge/retrieveForQuestion.ts';
import type { Transaction } from '../platform/database/database.ts';
import { turnCount, turnDuration } from '../platform/http/metrics.ts';
import type { Visitor } from '../platform/http/principals.ts';
import { readTrend } from '../understanding/sentiment/readTrend.ts';
import { type Answer, type AnswerPart, writeAnswer } from './answer.ts';
import { beginTurn, type Turn, type TurnInput } from './beginTurn.ts';
import { receivedEvent, storeEvents } from './eventStore.ts';
import { unwatched, watchTakeover } from './live/watchTakeover.ts';
import { changedState } from './memory/openSession.ts';
import { type NewFact, storeFacts } from './memory/storeFacts.ts';
import { embedForRecall, rememberForTurn, toRecollections } from './memory/turnMemory.ts';
import { writeSummaryJob } from './memory/writeSummary.ts';
import {
  failQuestion,
  findAnswer,
  type MessageRow,
  type QuestionLabels,
  storeAnswer,
} from './messageStore.ts';
import { passOn } from './passOn.ts';
import { readQuestion } from './readQuestion.ts';
import type { SessionRow } from './sessionStore.ts';

/** Passages that an answer may rest on. */
const passageLimit = 6;

/**
 * One turn of a conversation, told as the events that the visitor sees. No transaction is open
 * while a model works, and nothing is stored of an answer that did not end. A person who takes over
 * ends the answer that is being written, and has the message.
 * @throws {AppError} before the `session` event for a request that cannot be served; what fails
 *   after it is thrown too, with the question kept as `failed`
 */
export async function* answerVisitor(input: TurnInput): AsyncGenerator<ChatEvent> {
  const { database, visitor } = input;
  const counted = input.takeTurn(visitor);
  try {
    const stage = createStopwatch();
    let turn: Turn;
    try {
      turn = await database.withOrganisation(visitor.organisationId, (tx) => beginTurn(tx, input));
    } catch (error) {
      counted.uncount();
      throw error;
    }
    if (turn.answer) counted.uncount();
    yield* tellTurn(input, turn, stage);
  } finally {
    counted.end();
  }
}

async function* tellTurn(
  input: TurnInput,
  turn: Turn,
  stage: Stopwatch,
): AsyncGenerator<ChatEvent> {
  const { database, models, visitor, log } = input;
  const { session, visitorToken, question } = turn;
  stage('begin');
  yield {
    event: 'session',
    data: { sessionId: session.id, ...(visitorToken ? { visitorToken } : {}) },
  };
  if (turn.answer) {
    yield* replay(turn, turn.answer);
    return;
  }
  if (turn.handledBy !== 'bot') {
    yield* passOn(input, turn);
    return;
  }

  const reading = readQuestion(input, turn);
  const { organisationId } = visitor;
  const takeover =
    models.chatModel === null
      ? unwatched
      : watchTakeover({ ...input, organisationId, sessionId: session.id });
  try {
    const { conversation, remembered } = turn;
    const query = followUpQuery({ question: question.content, history: conversation.window });
    const [retrieval, vector] = await Promise.all([
      retrieveForQuestion({
        database,
        models,
        log,
        chatbot: turn.chatbot,
        query,
        limit: passageLimit,
      }),
      embedForRecall({ models, log, visitor: remembered, query }),
    ]);
    stage('retrieve');
    const memory = rememberForTurn({
      visitor: remembered,
      conversation,
      question: question.content,
      retrieval,
      vector,
    });
    stage('recall');

    const parts = writeAnswer({
      chatbot: turn.chatbot,
      question: question.content,
      history: conversation.window,
      memory,
      retrieval,
      models,
      signal: AbortSignal.any([input.signal, takeover.signal]),
    });
    const answer = yield* emitDeltas(parts, takeover.signal);
    stage('answer');

    const labels = await reading.finish();
    stage('understand');
    const facts = await reading.facts;
    const { historyRevision } = remembered;
    const recalled = { items: toRecollections(memory), historyRevision };
    const stored =
      answer &&
      (await database.withOrganisation(organisationId, (tx) =>
        commitTurn(tx, { input, turn, labels, answer, recalled, facts }),
      ));
    stage('commit');
    if (!stored) return yield* passOn(input, { ...turn, handledBy: 'person' }, reading);
    turnCount.labels(outcomeOf(stored)).inc();
    yield { event: 'citations', data: { citations: stored.citations } };
    yield { event: 'done', data: replyOf(turn, stored, labels) };
  } catch (error) {
    // The visitor left; the question stays pending, and a retry goes on with it.
    if (input.signal.aborted) return;
    turnCount.labels('failed').inc();
    log.warn({ err: error, messageId: question.id }, 'turn failed');
    const labels = await reading.finish();
    await database.withOrganisation(organisationId, (tx) =>
      failTurn(tx, { visitor, session, question, labels }),
    );
    throw error;
  } finally {
    takeover.stop();
  }
}

/**
 * Second transaction: the answer, its citations, the facts of the question, and what happened.
 * @returns the answer that counts; null when a person took over
 */
async function commitTurn(
  tx: Transaction,
  {
    input: { visitor, models, jobs },
    turn: { session, question, history, conversation },
    labels,
    answer,
    recalled,
    facts,
  }: {
    input: TurnInput;
    turn: Turn;
    labels: QuestionLabels;
    answer: Answer;
    recalled: { items: Recollection[]; historyRevision: number };
    facts: NewFact[];
  },
): Promise<MessageRow | null> {
  const scores = history.map(({ sentimentScore }) => sentimentScore);
  const trend = readTrend([...scores, labels.sentiment]);
  const { organisationId, chatbotId } = visitor;
  const { memory, isSummaryWanted } = changedState(conversation, models);
  const stored = await storeAnswer(tx, {
    chatbotId,
    question,
    labels,
    trend,
    recalled,
    memory,
    ...answer,
  });
  if (!stored) return findAnswer(tx, question.id);
  await storeFacts(tx, {
    organisationId,
    chatbotId,
    sessionId: session.id,
    externalUserId: session.externalUserId,
    messageId: question.id,
    told: question.createdAt,
    facts,
  });
  if (isSummaryWanted) {
    await jobs.enqueue(tx, writeSummaryJob, { organisationId, sessionId: session.id });
  }
  return stored;
}

async function failTurn(
  tx: Transaction,
  {
    visitor: { organisationId, chatbotId },
    session,
    question,
    labels,
  }: { visitor: Visitor; session: SessionRow; question: MessageRow; labels: QuestionLabels },
): Promise<void> {
  if (!(await failQuestion(tx, { question, labels }))) return;
  const about = { sessionId: session.id, chatbotId, messageId: question.id };
  await storeEvents(tx, organisationId, [receivedEvent({ ...about, labels })]);
}

/** @returns the answer; null when it is discarded, however far it came */
async function* emitDeltas(
  parts: AsyncGenerator<AnswerPart, Answer>,
  discarded: AbortSignal,
): AsyncGenerator<ChatEvent, Answer | null> {
  try {
    for (;;) {
      const next = await parts.next();
      if (discarded.aborted) return null;
      if (next.done) return next.value;
      yield { event: 'delta', data: { text: next.value.delta } };
    }
  } catch (error) {
    if (discarded.aborted) return null;
    throw error;
  } finally {
    // Ends what a model still writes when nobody reads on.
    await parts.return(undefined as never).catch(() => {});
  }
}

function* replay(turn: Turn, answer: MessageRow): Generator<ChatEvent> {
  yield { event: 'delta', data: { text: answer.content } };
  yield { event: 'citations', data: { citations: answer.citations } };
  const { sentimentScore: sentiment, intent } = turn.question;
  yield { event: 'done', data: replyOf(turn, answer, { sentiment, intent }) };
}

/** For the metric: small talk, and what visitors ask of themselves, is no success of the knowledge. */
function outcomeOf({ answered }: MessageRow): string {
  if (answered === null) return 'small-talk';
  return answered ? 'answered' : 'unanswered';
}

function replyOf(
  { session, visitorToken }: Turn,
  answer: MessageRow,
  { sentiment, intent }: { sentiment: number | null; intent: string | null },
): ChatReply {
  return {
    sessionId: session.id,
    ...(visitorToken ? { visitorToken } : {}),
    messageId: answer.id,
    answer: answer.content,
    answered: answer.answered ?? false,
    citations: answer.citations satisfies Citation[],
    sentiment,
    intent,
    handledBy: 'bot',
  };
}

type Stopwatch = ReturnType<typeof createStopwatch>;

/** Reports the time since its last call (or creation) to the metric of the named stage. */
function createStopwatch() {
  let last = performance.now();
  return (stage: string) => {
    const now = performance.now();
    turnDuration.labels(stage).observe((now - last) / 1000);
    last = now;
  };
}
