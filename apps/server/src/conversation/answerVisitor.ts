import type {
  ChatEvent,
  ChatReply,
  ChatRequest,
  Citation,
  Handler,
  Recollection,
} from '@echoai/contract';
import { followUpQuery } from '../knowledge/followUp.ts';
import { retrieveForQuestion } from '../knowledge/retrieveForQuestion.ts';
import type { Database, Transaction } from '../platform/database/database.ts';
import { AppError, notFound } from '../platform/errors.ts';
import { turnCount, turnDuration } from '../platform/http/metrics.ts';
import type { Visitor } from '../platform/http/principals.ts';
import type { Jobs } from '../platform/jobs/jobs.ts';
import type { Log } from '../platform/log.ts';
import type { Models } from '../platform/models/models.ts';
import { readTrend } from '../understanding/sentiment/readTrend.ts';
import { understandMessage } from '../understanding/understandMessage.ts';
import { type Answer, type AnswerPart, writeAnswer } from './answer.ts';
import { receivedEvent, storeEvents } from './eventStore.ts';
import { extractFactsOf } from './memory/extractFactsOf.ts';
import {
  changedState,
  messagesBeforeQuestion,
  type OpenSession,
  openSession,
} from './memory/openSession.ts';
import { type NewFact, storeFacts } from './memory/storeFacts.ts';
import { embedForRecall, rememberForTurn, toRecollections } from './memory/turnMemory.ts';
import { noMemory, recallVisitor, type VisitorMemory } from './memory/visitorMemory.ts';
import { writeSummaryJob } from './memory/writeSummary.ts';
import {
  failQuestion,
  findAnswer,
  type MessageRow,
  type PastMessage,
  type QuestionLabels,
  readPastMessages,
  storeAnswer,
  storeQuestion,
} from './messageStore.ts';
import { passOn } from './passOn.ts';
import { storeForQuestion } from './passOnStore.ts';
import {
  type ChatbotRow,
  createSession,
  createVisitor,
  findSessionOfMessage,
  readTurnStart,
  type SessionRow,
} from './sessionStore.ts';
import { newVisitorToken } from './visitorToken.ts';

/** Passages that an answer may rest on. */
const passageLimit = 6;

export interface TurnInput {
  database: Database;
  models: Models;
  jobs: Pick<Jobs, 'enqueue'>;
  log: Log;
  visitor: Visitor;
  request: ChatRequest;
  /** Aborted when the visitor goes away; the turn is then left `pending` for a retry. */
  signal: AbortSignal;
}

/**
 * One turn of a conversation, told as the events that the visitor sees. No transaction is open
 * while a model works, and nothing is stored of an answer that did not end.
 * @throws {AppError} before the `session` event for a request that cannot be served; what fails
 *   after it is thrown too, with the question kept as `failed`
 */
export async function* answerVisitor(input: TurnInput): AsyncGenerator<ChatEvent> {
  const { database, models, visitor, log } = input;
  const stage = createStopwatch();

  const turn = await database.withOrganisation(visitor.organisationId, (tx) =>
    beginTurn(tx, input),
  );
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

  // Read while the answer is made, so that it delays no word of it.
  const finishReading = understandMessage({
    database,
    models,
    log,
    chatbot: turn.chatbot,
    text: question.content,
  });
  const factsOfQuestion = extractFactsOf({ models, log, question });
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
      signal: input.signal,
    });
    const answer: Answer = yield* emitDeltas(parts);
    stage('answer');

    const labels = await finishReading();
    stage('understand');
    const facts = await factsOfQuestion;
    const { historyRevision } = remembered;
    const recalled = { items: toRecollections(memory), historyRevision };
    const stored = await database.withOrganisation(visitor.organisationId, (tx) =>
      commitTurn(tx, { input, turn, labels, answer, recalled, facts }),
    );
    stage('commit');
    turnCount.labels(stored.answered === false ? 'unanswered' : 'answered').inc();
    yield { event: 'citations', data: { citations: stored.citations } };
    yield { event: 'done', data: replyOf(turn, stored, labels) };
  } catch (error) {
    // The visitor left; the question stays pending, and a retry goes on with it.
    if (input.signal.aborted) return;
    turnCount.labels('failed').inc();
    log.warn({ err: error, messageId: question.id }, 'turn failed');
    const labels = await finishReading();
    await database.withOrganisation(visitor.organisationId, (tx) =>
      failTurn(tx, { visitor, session, question, labels }),
    );
    throw error;
  }
}

interface Turn {
  chatbot: ChatbotRow;
  session: SessionRow;
  /** Set when this turn made the visitor known. */
  visitorToken: string | undefined;
  question: MessageRow;
  /** Who answers: a person who took over, else an automation's open question, else the bot. */
  handledBy: Handler;
  /** Set when an earlier request already answered this question. */
  answer: MessageRow | null;
  /** The latest messages before the question, oldest first. */
  history: PastMessage[];
  /** The conversation as the answer is given it. */
  conversation: OpenSession;
  /** What the visitor told before, in this conversation and in others. */
  remembered: VisitorMemory;
}

/** First transaction: who is this, which conversation, and the question stored as `pending`. */
async function beginTurn(tx: Transaction, { visitor, request, log }: TurnInput): Promise<Turn> {
  const { organisationId, chatbotId, token } = visitor;
  const { sessionId } = request;
  const start = await readTurnStart(tx, { chatbotId, token, sessionId });
  const { chatbot } = start;
  const { externalUserId, visitorToken } = await identify(tx, { visitor, request, start });
  if (sessionId && !start.session) throw notFound('conversation');
  const resumed = start.session ?? (await findRetried(tx, { externalUserId, chatbotId, request }));
  const session =
    resumed ??
    (await createSession(tx, {
      organisationId,
      chatbotId,
      externalUserId,
      context: request.context,
    }));
  if (session.openQuestionId !== null && session.answeredBy !== 'person') {
    const reply = await storeForQuestion(tx, {
      sessionId: session.id,
      content: request.message,
      clientMessageId: request.clientMessageId,
    });
    if (reply) return { ...nothingRead, chatbot, session, visitorToken, question: reply };
  }
  // Asked together; a connection answers in order.
  const [{ question, isNew }, recent, remembered] = await Promise.all([
    storeQuestion(tx, {
      organisationId,
      sessionId: session.id,
      content: request.message,
      clientMessageId: request.clientMessageId,
    }),
    resumed
      ? readPastMessages(tx, { sessionId: session.id, limit: messagesBeforeQuestion + 1 })
      : [],
    visitorToken ? noMemory : recallVisitor(tx, { organisationId, externalUserId, chatbotId }),
  ]);
  if (!resumed) {
    await storeEvents(tx, organisationId, [
      {
        type: 'conversation.started',
        payload: { sessionId: session.id, chatbotId, externalUserId },
      },
    ]);
  }
  const answer = isNew ? null : await findAnswer(tx, question.id);
  const history = recent.filter((message) => message.id < question.id);
  const conversation = await openSession(tx, { session, recent: history, log });
  const isForPerson = session.answeredBy === 'person' && answer === null;
  const handledBy = question.handledBy ?? (isForPerson ? 'person' : 'bot');
  return {
    chatbot,
    session,
    visitorToken,
    question,
    handledBy,
    answer,
    history,
    conversation,
    remembered,
  };
}

/** What a turn does without whose message an automation gets. */
const nothingRead = {
  handledBy: 'automation' as const,
  answer: null,
  history: [],
  conversation: { window: [], state: null, stored: null, isChanged: false },
  remembered: noMemory,
};

/** The visitor whom the token names; without a token, one made known by a new one. */
async function identify(
  tx: Transaction,
  {
    visitor: { organisationId, chatbotId, token },
    request,
    start,
  }: { visitor: Visitor; request: ChatRequest; start: { externalUserId: string | null } },
) {
  if (start.externalUserId) {
    return { externalUserId: start.externalUserId, visitorToken: undefined };
  }
  if (token || request.sessionId) {
    throw new AppError(
      'visitor-token-required',
      'EchoAI-Visitor must carry the visitorToken of the conversation. Without it, leave out sessionId to begin a new one.',
    );
  }
  const visitorToken = newVisitorToken();
  const externalUserId = await createVisitor(tx, {
    organisationId,
    chatbotId,
    token: visitorToken,
  });
  return { externalUserId, visitorToken };
}

/** The conversation of a first message whose `session` event was lost on the way, when it is retried. */
async function findRetried(
  tx: Transaction,
  {
    externalUserId,
    chatbotId,
    request: { clientMessageId },
  }: { externalUserId: string; chatbotId: string; request: ChatRequest },
): Promise<SessionRow | null> {
  if (!clientMessageId) return null;
  return findSessionOfMessage(tx, { externalUserId, chatbotId, clientMessageId });
}

/** Second transaction: the answer, its citations, what the visitor told, and what happened. */
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
): Promise<MessageRow> {
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
  if (!stored) {
    const earlier = await findAnswer(tx, question.id);
    if (earlier) return earlier;
    throw new AppError('conflict', 'The message went to a person meanwhile.');
  }
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

async function* emitDeltas(
  parts: AsyncGenerator<AnswerPart, Answer>,
): AsyncGenerator<ChatEvent, Answer> {
  for (;;) {
    const next = await parts.next();
    if (next.done) return next.value;
    yield { event: 'delta', data: { text: next.value.delta } };
  }
}

function* replay(turn: Turn, answer: MessageRow): Generator<ChatEvent> {
  yield { event: 'delta', data: { text: answer.content } };
  yield { event: 'citations', data: { citations: answer.citations } };
  const { sentimentScore: sentiment, intent } = turn.question;
  yield { event: 'done', data: replyOf(turn, answer, { sentiment, intent }) };
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

/** Reports the time since its last call (or creation) to the metric of the named stage. */
function createStopwatch() {
  let last = performance.now();
  return (stage: string) => {
    const now = performance.now();
    turnDuration.labels(stage).observe((now - last) / 1000);
    last = now;
  };
}
