import type { ChatRequest, Handler } from '@echoai/contract';
import type { Database, Transaction } from '../platform/database/database.ts';
import { AppError, notFound } from '../platform/errors.ts';
import type { Visitor } from '../platform/http/principals.ts';
import type { Jobs } from '../platform/jobs/jobs.ts';
import type { Log } from '../platform/log.ts';
import type { Models } from '../platform/models/models.ts';
import { storeEvents } from './eventStore.ts';
import { findFirstTurn, firstTurnOf, storeFirstTurn } from './firstTurn.ts';
import type { TakeTurn } from './limitTurns.ts';
import type { SessionWatch } from './live/watchSessions.ts';
import { messagesBeforeQuestion, type OpenSession, openSession } from './memory/openSession.ts';
import { noMemory, recallVisitor, type VisitorMemory } from './memory/visitorMemory.ts';
import {
  findAnswer,
  type MessageRow,
  type PastMessage,
  readPastMessages,
  storeQuestion,
} from './messageStore.ts';
import { storeForQuestion } from './passOnStore.ts';
import {
  type ChatbotRow,
  createSession,
  createVisitor,
  findSessionOfMessage,
  noteTokenUse,
  readTurnStart,
  type SessionRow,
  storeToken,
} from './sessionStore.ts';
import { newVisitorToken } from './visitorToken.ts';

export interface TurnInput {
  database: Database;
  models: Models;
  jobs: Pick<Jobs, 'enqueue'>;
  /** Says when somebody takes over while an answer is written. */
  sessions: SessionWatch;
  log: Log;
  visitor: Visitor;
  request: ChatRequest;
  /** What the request says of the browser that sent it, see `firstTurnOf`. */
  browser: string;
  takeTurn: TakeTurn;
  /** Aborted when the visitor goes away; the turn is then left `pending` for a retry. */
  signal: AbortSignal;
}

export interface Turn {
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
export async function beginTurn(
  tx: Transaction,
  { visitor, request, browser, log }: TurnInput,
): Promise<Turn> {
  const { organisationId, chatbotId, token } = visitor;
  const { sessionId } = request;
  const firstTurn = firstTurnOf({ visitor, request, browser });
  const [start, begun] = await Promise.all([
    readTurnStart(tx, { chatbotId, token, sessionId }),
    firstTurn && findFirstTurn(tx, firstTurn),
  ]);
  const { chatbot } = start;
  const { externalUserId, visitorToken } = await identify(tx, { visitor, request, start, begun });
  if (token && start.isUseDue) await noteTokenUse(tx, token);
  if (sessionId && !start.session) throw notFound('conversation');
  const resumed =
    start.session ?? begun ?? (await findRetried(tx, { externalUserId, chatbotId, request }));
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
    if (firstTurn) await storeFirstTurn(tx, { ...firstTurn, organisationId, session });
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
    begun,
  }: {
    visitor: Visitor;
    request: ChatRequest;
    start: { externalUserId: string | null };
    /** The conversation that the same first turn began, whose token was lost on the way. */
    begun: SessionRow | null;
  },
) {
  if (start.externalUserId) {
    return { externalUserId: start.externalUserId, visitorToken: undefined };
  }
  if (token || request.sessionId) {
    throw new AppError(
      'visitor-token-required',
      'EchoAI-Visitor must carry the visitorToken of the conversation, which expires when it is not used for long. Without it, leave out sessionId to begin a new one.',
    );
  }
  const visitorToken = newVisitorToken();
  const externalUserId = begun?.externalUserId ?? (await createVisitor(tx, organisationId));
  await storeToken(tx, { organisationId, chatbotId, externalUserId, token: visitorToken });
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
