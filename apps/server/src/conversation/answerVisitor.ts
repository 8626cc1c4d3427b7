import type { ChatEvent, Recollection } from '@echoai/contract';
import { retrieveForQuestion } from '../knowledge/retrieveForQuestion.ts';
import { type Search, searchForTurn } from '../knowledge/searchForTurn.ts';
import { standaloneQuestion } from '../knowledge/subject.ts';
import type { Transaction } from '../platform/database/database.ts';
import { turnCount, turnDuration } from '../platform/http/metrics.ts';
import type { Visitor } from '../platform/http/principals.ts';
import { readTrend } from '../understanding/sentiment/readTrend.ts';
import { handOver } from './actions/handOver.ts';
import type { Answer, AnswerPart } from './answer.ts';
import { beginTurn, type Turn, type TurnInput } from './beginTurn.ts';
import { receivedEvent, storeEvents } from './eventStore.ts';
import { withoutSwitchedOff } from './everyday/everyday.ts';
import { languageOf } from './languageOf.ts';
import { unwatched, watchTakeover } from './live/watchTakeover.ts';
import { forget } from './memory/forgetFacts.ts';
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
import { writeReply } from './moves/moves.ts';
import { readFound } from './moves/readFound.ts';
import { readState } from './moves/readState.ts';
import { passOn } from './passOn.ts';
import { readQuestion } from './readQuestion.ts';
import { replyOf } from './reply.ts';
import type { SessionRow } from './sessionStore.ts';
import { wordsOfChatbot } from './words/wordsOfChatbot.ts';

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

  const language = languageOf(turn, input.request);
  const reading = readQuestion(input, turn, language);
  const { organisationId } = visitor;
  const takeover =
    models.chatModel === null
      ? unwatched
      : watchTakeover({ ...input, organisationId, sessionId: session.id });
  try {
    const { conversation, remembered } = turn;
    const { chatbot } = turn;
    const searchIn =
      (language?: string): Search =>
      (query) =>
        retrieveForQuestion({ database, models, log, chatbot, language, ...query });
    const asked = { question: question.content, window: conversation.window };
    const [labels, read, asWritten, vector] = await Promise.all([
      reading.understood,
      reading.said,
      searchForTurn({ ...asked, search: searchIn(language), limit: passageLimit }),
      embedForRecall({ models, log, visitor: remembered, query: standaloneQuestion(asked) }),
    ]);
    const said = withoutSwitchedOff(read, chatbot.everyday);
    const { query } = labels;
    const searched = query
      ? await searchForTurn({
          question: query,
          window: [],
          search: searchIn(),
          limit: passageLimit,
        })
      : asWritten;
    const { retrieval } = searched;
    stage('retrieve');
    const memory = rememberForTurn({
      visitor: remembered,
      conversation,
      question: question.content,
      asksMemory: said.act === 'asksMemory' || said.act === 'asksToForget',
      retrieval,
      vector,
    });
    stage('recall');

    const reply = writeReply({
      chatbot,
      question: question.content,
      said,
      state: readState(conversation.window),
      found: readFound({ question: question.content, said, memory, searched }),
      words: wordsOfChatbot(chatbot, said.language),
      told: await reading.facts,
      known: remembered.facts.valid,
      history: conversation.window,
      memory,
      ...searched,
      search: (query) => searchIn()({ query, limit: passageLimit }),
      models,
      signal: AbortSignal.any([input.signal, takeover.signal]),
    });
    const answer = yield* emitDeltas(reply, takeover.signal);
    stage('answer');

    const facts = await reading.facts;
    const { historyRevision } = remembered;
    const recalled = { items: toRecollections(memory), historyRevision };
    // By itself and first: together with the answer, two tabs could wait for each other's messages.
    if (answer?.forget) {
      const { externalUserId } = session;
      const key = { organisationId, externalUserId, chatbotId: visitor.chatbotId };
      const { forget: wanted } = answer;
      await database.withOrganisation(organisationId, (tx) => forget(tx, key, wanted));
    }
    const stored =
      answer &&
      (await database.withOrganisation(organisationId, (tx) =>
        commitTurn(tx, { input, turn, labels, answer, recalled, facts }),
      ));
    stage('commit');
    if (!stored) return yield* passOn(input, { ...turn, handledBy: 'person' }, reading);
    turnCount.labels(outcomeOf(stored)).inc();
    yield { event: 'citations', data: { citations: stored.citations } };
    const handedOver = answer.handOver !== undefined;
    yield { event: 'done', data: replyOf(turn, stored, { ...labels, handedOver }) };
  } catch (error) {
    // The visitor left; the question stays pending, and a retry goes on with it.
    if (input.signal.aborted) return;
    turnCount.labels('failed').inc();
    log.warn({ err: error, messageId: question.id }, 'turn failed');
    const labels = await reading.understood;
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
  // Only once: a second request for a person finds the conversation handed over above.
  if (answer.handOver) await handOver(tx, { sessionId: session.id, reason: answer.handOver });
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
  const handedOver = turn.session.answeredBy === 'person';
  yield { event: 'done', data: replyOf(turn, answer, { sentiment, intent, handedOver }) };
}

/** For the metric: small talk, and what visitors ask of themselves, is no success of the knowledge. */
function outcomeOf({ answered }: MessageRow): string {
  if (answered === null) return 'small-talk';
  return answered ? 'answered' : 'unanswered';
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
