import type { Message, SessionState } from '@echoai/contract';
import { eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../platform/database/database.ts';
import { messages } from '../../platform/database/schema.ts';
import { textArray } from '../../platform/database/sqlValues.ts';
import { type EventPosition, readEvents } from '../../platform/live/readEvents.ts';
import { handingOver } from '../moves/move.ts';
import { toMessage } from '../visitorRoutes.ts';

const batch = 100;

/** Whether an event tells of a message that the visitor sees, or of who answers. */
const tellsOf: Record<string, 'message' | 'state' | 'both'> = {
  'message.received': 'both', // earlier choices are gone
  'message.answered': 'both', // it may have choices
  'message.sent': 'both', // it may be a question with choices
  'question.answered': 'message',
  'question.closed': 'state',
  'conversation.handed_over': 'state',
  'conversation.returned': 'state',
};

/** Something for the visitor, and where to go on after it. */
export type SessionNews = { position: EventPosition } & (
  | { event: 'message'; data: Message }
  | { event: 'state'; data: SessionState }
);

/**
 * What happened in a conversation after a position, as the visitor is told it.
 * @param except leaves out messages whose `clientMessageId` begins so, and the answers to them
 * @returns `isMore`: there is more to read at once
 */
export async function readSessionNews(
  tx: Transaction,
  {
    organisationId,
    sessionId,
    after,
    except,
  }: {
    organisationId: string;
    sessionId: string;
    after: EventPosition;
    except: string | undefined;
  },
): Promise<{ news: SessionNews[]; position: EventPosition; isMore: boolean }> {
  const { events } = await readEvents(tx, { after, organisationId, sessionId, limit: batch });
  const ids = events.flatMap(({ payload }) => (payload as { messageId?: string }).messageId ?? []);
  const found = await readMessages(tx, { ids, except });
  const stateAt = events.findLastIndex(({ type }) => ['state', 'both'].includes(tellsOf[type]!));
  const news: SessionNews[] = [];
  for (const [index, { type, payload, transactionId, id }] of events.entries()) {
    const position = { transactionId, id };
    const message = found.get((payload as { messageId?: string }).messageId ?? '');
    if (message && ['message', 'both'].includes(tellsOf[type]!)) {
      news.push({ event: 'message', data: message, position });
    }
    // Only the latest counts, and it is as of now.
    if (index === stateAt) {
      news.push({ event: 'state', data: await readSessionState(tx, sessionId), position });
    }
  }
  return { news, position: events.at(-1) ?? after, isMore: events.length === batch };
}

/**
 * Who answers now, and what the visitor may click: the choices of an open question, else those of the
 * bot's reply if nothing was written since. While a person has the conversation, that is taking it back.
 */
export async function readSessionState(tx: Transaction, sessionId: string): Promise<SessionState> {
  const { rows } = await tx.execute<{ state: SessionState }>(sql`
    select json_build_object(
      'handledBy', case
        when s.answered_by = 'person' then 'person' when q.id is not null then 'automation' else 'bot'
      end,
      'choices', case
        when s.answered_by = 'bot' and q.id is not null then q.choices
        when s.answered_by = 'bot' or last.move = any(${textArray(handingOver)}) then coalesce(last.choices, '{}')
        else '{}'
      end
    ) as state
    from conversation_sessions s left join open_questions q on q.session_id = s.id
    left join lateral (
      select move, choices from messages where session_id = s.id order by id desc limit 1
    ) last on true
    where s.id = ${sessionId}`);
  return rows[0]?.state ?? { handledBy: 'bot', choices: [] };
}

async function readMessages(
  tx: Transaction,
  { ids, except }: { ids: string[]; except: string | undefined },
): Promise<Map<string, Message>> {
  if (ids.length === 0) return new Map();
  const asked = alias(messages, 'asked');
  const rows = await tx
    .select({ message: messages, askedAs: asked.clientMessageId })
    .from(messages)
    .leftJoin(asked, eq(asked.id, messages.replyToId))
    .where(inArray(messages.id, ids));
  const isOwn = (id: string | null) => except !== undefined && id?.startsWith(except);
  return new Map(
    rows
      .filter(({ message, askedAs }) => !isOwn(message.clientMessageId) && !isOwn(askedAs))
      .map(({ message }) => [message.id, toMessage(message)]),
  );
}
