import {
  type ConversationFacts,
  readConversationFacts,
} from '../../conversation/actions/readConversationFacts.ts';
import type { Transaction } from '../../platform/database/database.ts';

/**
 * What templates may ask of conversations and their visitors, read when first asked for: for all
 * conversations of a batch in one statement, and anew after a node changed something.
 */
export interface Facts {
  of(sessionId: string | null): Promise<ConversationFacts | null>;
  /** Something of the conversation or its visitor changed. */
  forget(sessionId: string | null): void;
}

export function createFacts(tx: Transaction, sessionIds: (string | null)[]): Facts {
  const wanted = [...new Set(sessionIds.filter((id) => id !== null))];
  const known = new Map<string, ConversationFacts | null>();
  const read = async (ids: string[]) => {
    const found = await readConversationFacts(tx, ids);
    for (const id of ids) known.set(id, found.get(id) ?? null);
  };
  let first: Promise<void> | null = null;
  return {
    async of(sessionId) {
      if (sessionId === null) return null;
      first ??= read(wanted);
      await first;
      if (!known.has(sessionId)) await read([sessionId]);
      return known.get(sessionId) ?? null;
    },
    forget(sessionId) {
      if (sessionId !== null) known.delete(sessionId);
    },
  };
}
