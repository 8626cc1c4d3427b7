import type { Transaction } from '../../platform/database/database.ts';
import { lowestIdAt, timeOfId } from '../../platform/newId.ts';
import { type Facts, noFacts, readFacts } from './facts.ts';
import { emptyHistory, extendHistory, type History } from './history.ts';
import { type MemoryKey, type NewMemory, readNewMemory } from './memoryStore.ts';

/** What a visitor told at one chatbot. */
export interface VisitorMemory {
  /** Another one by now means that something recalled from here may have been forgotten. */
  historyRevision: number;
  facts: Facts;
  history: History;
}

/**
 * A process's copy of it. The database holds the truth: triggers raise the visitor's revisions
 * there, for facts with every change, for the history when messages were deleted, forgotten or
 * moved; then the copy is read anew. New messages are added to it.
 */
interface Copy extends VisitorMemory {
  factsRevision: number;
  /** When the latest message that was read was answered, milliseconds since 1970. */
  readTo: number;
  /** Answers given so shortly before that others may still be committed beside them. */
  recent: { id: string; answeredAt: number }[];
}

/** Messages of all visitors together, about 2.8 kB each. */
const maxMessagesOfAll = 10_000;
const maxVisitors = 2_000;
/** An id is made before its transaction commits. */
const slackMs = 3_000;
/** A conversation whose last question is older than this, when its answer is read, had no answer. */
const longestAnswerMs = 15 * 60_000;

const copies = new Map<string, Copy>();
/** Messages of each copy when it was put there: a history grows in place. */
const counts = new Map<string, number>();
let messagesOfAll = 0;

const nothing = () => ({
  factsRevision: -1,
  historyRevision: -1,
  facts: noFacts,
  history: emptyHistory(),
  readTo: 0,
  recent: [],
});

/** What there is to recall of somebody who is new. */
export const noMemory: VisitorMemory = nothing();

/** What the visitor told so far, as of this transaction: one statement, for what is not known yet. */
export async function recallVisitor(tx: Transaction, key: MemoryKey): Promise<VisitorMemory> {
  const name = `${key.organisationId} ${key.externalUserId} ${key.chatbotId}`;
  const asked = copies.get(name) ?? nothing();
  const { factsRevision, historyRevision, readTo, recent } = asked;
  const row = await readNewMemory(tx, {
    ...key,
    factsRevision,
    historyRevision,
    after: lowestIdAt('msg', readTo - slackMs),
    since: new Date(Math.max(0, readTo - longestAnswerMs)),
    knownIds: recent.map(({ id }) => id),
  });
  // Another turn of this visitor may have brought the copy further meanwhile.
  const copy = bringUpToDate(copies.get(name) ?? asked, row);
  keep(name, copy);
  return copy;
}

function bringUpToDate(copy: Copy, row: NewMemory): Copy {
  if (row.historyRevision < copy.historyRevision) return copy;
  // With another revision than the copy's, everything was read.
  const isAnew = row.historyRevision > copy.historyRevision;
  const read = row.messages.map(({ id, answerId }) => ({
    id: answerId ?? id,
    answeredAt: timeOfId(answerId ?? id) ?? 0,
  }));
  const readTo = Math.max(isAnew ? 0 : copy.readTo, ...read.map(({ answeredAt }) => answeredAt));
  const hasNewerFacts = row.facts !== null && row.factsRevision >= copy.factsRevision;
  return {
    historyRevision: row.historyRevision,
    history: extendHistory(isAnew ? emptyHistory() : copy.history, row.messages),
    readTo,
    recent: [...(isAnew ? [] : copy.recent), ...read].filter(
      ({ answeredAt }) => answeredAt >= readTo - slackMs,
    ),
    factsRevision: hasNewerFacts ? row.factsRevision : copy.factsRevision,
    facts: hasNewerFacts ? readFacts(row.facts!) : copy.facts,
  };
}

/** Puts a copy at the end: the first is the least recently used, and given up first. */
function keep(name: string, copy: Copy): void {
  drop(name);
  copies.set(name, copy);
  counts.set(name, copy.history.entries.length);
  messagesOfAll += copy.history.entries.length;
  for (const oldest of copies.keys()) {
    if (messagesOfAll <= maxMessagesOfAll && copies.size <= maxVisitors) break;
    if (oldest === name) break;
    drop(oldest);
  }
}

function drop(name: string): void {
  if (!copies.delete(name)) return;
  messagesOfAll -= counts.get(name)!;
  counts.delete(name);
}
