import type { Transaction } from '../../platform/database/database.ts';
import type { Log } from '../../platform/log.ts';
import type { Models } from '../../platform/models/models.ts';
import { type PastMessage, readMessagesBetween } from '../messageStore.ts';
import type { SessionRow } from '../sessionStore.ts';
import { foldMessages } from './foldMessages.ts';
import { windowExchanges } from './limits.ts';
import { emptyState, readState, type SessionState } from './sessionState.ts';
import { takeWindow } from './window.ts';
import { askForSummary } from './writeSummary.ts';

/** Messages to read before a question: the window, the exchange that leaves it, and one told already. */
export const messagesBeforeQuestion = 2 * windowExchanges + 4;
/** Messages before the window that a lost state is rebuilt from; older ones are in recall only. */
const maxRebuilt = 400;

/** A conversation as the next answer is given it. */
export interface OpenSession {
  /** Recent messages, oldest first, within their bound of tokens. */
  window: PastMessage[];
  /** What has left the window, this turn's leaving included; null when nothing has. */
  state: SessionState | null;
  /** What was stored, to see whether another turn changed it meanwhile. */
  stored: unknown;
  /** Whether something left the window, so that the state is to be stored. */
  isChanged: boolean;
}

/**
 * Takes the window from the latest messages, and folds into the state what has left it since the
 * last turn. A state that cannot be trusted is rebuilt from the messages, and the log says so.
 * @param recent the latest messages before the question, oldest first
 */
export async function openSession(
  tx: Transaction,
  { session, recent, log }: { session: SessionRow; recent: PastMessage[]; log: Log },
): Promise<OpenSession> {
  const window = takeWindow(withoutForgotten(recent));
  const { memoryBuffer: stored, id: sessionId } = session;
  const read = readTrusted(stored, { sessionId, last: recent.at(-1)?.id ?? '' });
  if (read.problem) {
    log.warn({ sessionId, problem: read.problem }, 'a conversation’s memory is rebuilt');
  }
  const start = window[0]?.id ?? '';
  const state = read.state ?? emptyState(sessionId);
  const { throughMessageId } = state;
  const hasGap = recent.length === messagesBeforeQuestion && recent[0]!.id > throughMessageId;
  const before = hasGap
    ? await readMessagesBetween(tx, {
        sessionId,
        after: throughMessageId,
        before: recent[0]!.id,
        limit: maxRebuilt,
      })
    : [];
  const leaving = [...before, ...recent].filter(
    ({ id }) => id > throughMessageId && (start === '' || id < start),
  );
  if (leaving.length === 0) return { window, state: read.state, stored, isChanged: false };
  return { window, state: foldMessages(state, leaving), stored, isChanged: true };
}

/** A state that tells of messages that are not there is worth no more than a damaged one. */
function readTrusted(stored: unknown, { sessionId, last }: { sessionId: string; last: string }) {
  const read = readState(stored, sessionId);
  if (!read.state || read.state.throughMessageId <= last) return read;
  return { state: null, problem: 'it is ahead of the messages' };
}

/** Neither a forgotten message nor the answer to it. */
function withoutForgotten(messages: PastMessage[]): PastMessage[] {
  const forgotten = new Set(messages.filter(({ isForgotten }) => isForgotten).map(({ id }) => id));
  return messages.filter(
    ({ id, replyToId }) => !forgotten.has(id) && !forgotten.has(replyToId ?? ''),
  );
}

/**
 * The state to be stored, with what it replaces; null when nothing left the window.
 * @returns whether a model is to tell what left it
 */
export function changedState(
  { state, stored, isChanged }: OpenSession,
  models: Pick<Models, 'chatModel'>,
): { memory: { before: unknown; after: SessionState } | null; isSummaryWanted: boolean } {
  if (!state || !isChanged) return { memory: null, isSummaryWanted: false };
  const asked = askForSummary(state, models);
  return { memory: { before: stored, after: asked.state }, isSummaryWanted: asked.isAsked };
}
