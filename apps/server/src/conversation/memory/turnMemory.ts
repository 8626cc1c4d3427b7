import type { Recollection } from '@echoai/contract';
import type { Retrieval } from '../../knowledge/retrieve.ts';
import type { Log } from '../../platform/log.ts';
import type { Models } from '../../platform/models/models.ts';
import type { OpenSession } from './openSession.ts';
import { asksAboutSelf } from './ownWords.ts';
import { type Recalled, recall } from './recall.ts';
import { renderSummary } from './renderSummary.ts';
import type { VisitorMemory } from './visitorMemory.ts';

/** What an answer may use of what is remembered. */
export interface TurnMemory {
  /** What has left the window; empty until something has. */
  summary: string;
  /** Of facts and earlier messages, the best first, those in the window too. */
  recalled: Recalled[];
  /** Days since the conversation's last message; 0 within a day. */
  daysSince: number;
}

const dayMs = 24 * 3600 * 1000;

/**
 * The vector that memory is searched by: the offline model's, whichever serves the knowledge, since
 * every message has one. Null when there is nothing to search, or it could not be made.
 */
export async function embedForRecall({
  models,
  log,
  visitor: { facts, history },
  query,
}: {
  models: Models;
  log: Log;
  visitor: VisitorMemory;
  query: string;
}): Promise<number[] | null> {
  if (facts.valid.length === 0 && history.entries.length === 0) return null;
  return models.embedQuestion('offline', query).catch((err: unknown) => {
    log.warn({ err }, 'a question could not be embedded; memory is searched by words alone');
    return null;
  });
}

/** What is remembered that bears on a question. */
export function rememberForTurn({
  visitor,
  conversation: { window, state },
  question,
  asksMemory,
  retrieval,
  vector,
}: {
  visitor: VisitorMemory;
  conversation: OpenSession;
  question: string;
  /** Whether the message is about what is remembered. */
  asksMemory: boolean;
  retrieval: Retrieval;
  vector: number[] | null;
}): TurnMemory {
  const now = Date.now();
  const last = window.at(-1)?.createdAt.getTime() ?? now;
  return {
    summary: renderSummary({ state, facts: visitor.facts.valid }),
    recalled: recall({
      ...visitor,
      query: asksMemory ? question : retrieval.query,
      vector,
      window: new Set(window.map(({ id }) => id)),
      depth: asksMemory
        ? 'asked'
        : !retrieval.answerable || asksAboutSelf(question)
          ? 'deep'
          : 'shallow',
      now,
    }),
    daysSince: Math.floor((now - last) / dayMs),
  };
}

/** What is kept with the question of what was recalled; the window is no recollection. */
export function toRecollections({ recalled }: TurnMemory): Recollection[] {
  return recalled
    .filter(({ isInWindow }) => !isInWindow)
    .map(({ kind, id, text, reason }) => ({ kind, id, text, reason }));
}
