import { createHash } from 'node:crypto';
import type { ChatRequest } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import type { Visitor } from '../platform/http/principals.ts';
import type { SessionRow } from './sessionStore.ts';

/** The first turn of a visitor who has no token yet; docs/decisions/0027-first-turns.md says why so. */
export interface FirstTurn {
  /** A hash of the chatbot and what only this browser sent. */
  key: string;
  /** Whether the browser made a secret for it; otherwise the request itself has to identify it. */
  hasSecret: boolean;
  clientMessageId: string | undefined;
}

/** Seconds in which a first turn may be sent again: with a secret of the browser's, and without. */
const secondsWithSecret = 24 * 60 * 60;
const secondsWithout = 60;

/**
 * What a request without a token has by which its first turn is known again; null when it has nothing.
 * @param browser what the request says of the browser that sent it
 */
export function firstTurnOf({
  visitor: { chatbotId, token, address },
  request: { firstTurnSecret, clientMessageId, message, context, sessionId },
  browser,
}: {
  visitor: Visitor;
  request: ChatRequest;
  browser: string;
}): FirstTurn | null {
  if (token || sessionId) return null;
  const hasSecret = firstTurnSecret !== undefined;
  if (!hasSecret && !clientMessageId) return null;
  const parts = hasSecret
    ? ['secret', chatbotId, firstTurnSecret]
    : ['request', chatbotId, clientMessageId, message, context ?? null, address, browser];
  const key = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return { key, hasSecret, clientMessageId };
}

/**
 * The conversation that this first turn began already. Waits for another request of the same turn that
 * is beginning one. Without a secret it is found only until the visitor writes more.
 */
export async function findFirstTurn(
  tx: Transaction,
  { key, hasSecret, clientMessageId }: FirstTurn,
): Promise<SessionRow | null> {
  // Two statements: the second sees what whoever had the lock before has committed.
  const [, { rows }] = await Promise.all([
    tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`first turn ${key}`}, 0))`),
    tx.execute<Record<string, unknown> & SessionRow>(sql`
      select s.id, s.external_user_id as "externalUserId", s.memory_buffer as "memoryBuffer",
        s.answered_by as "answeredBy",
        (select id from open_questions where session_id = s.id) as "openQuestionId"
      from first_turns f
      join conversation_sessions s
        on s.id = f.session_id and s.external_user_id = f.external_user_id
      join external_users v on v.id = f.external_user_id
      where f.key = ${key} and v.external_id is null and not v.email_proven
        and f.created_at > now() - make_interval(secs => ${hasSecret ? secondsWithSecret : secondsWithout})
        and (${hasSecret} or not exists (
          select from messages m where m.session_id = s.id and m.role = 'user'
            and m.client_message_id is distinct from ${clientMessageId ?? null}
        ))`),
  ]);
  return rows[0] ?? null;
}

/** Notes which conversation a first turn began, in the transaction that makes it. */
export async function storeFirstTurn(
  tx: Transaction,
  {
    key,
    organisationId,
    session: { id, externalUserId },
  }: { key: string; organisationId: string; session: SessionRow },
): Promise<void> {
  await tx.execute(sql`
    insert into first_turns (key, organisation_id, session_id, external_user_id)
    values (${key}, ${organisationId}, ${id}, ${externalUserId})
    on conflict (key) do update set session_id = excluded.session_id,
      external_user_id = excluded.external_user_id, created_at = now()`);
}
