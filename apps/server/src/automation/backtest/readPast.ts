import type { ScopeConversation } from '@echoai/automation';
import { sql } from 'drizzle-orm';
import { readConversationFacts } from '../../conversation/actions/readConversationFacts.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { records } from '../../platform/database/sqlValues.ts';
import { lowestIdAt } from '../../platform/newId.ts';
import { readTrend } from '../../understanding/sentiment/readTrend.ts';
import { type EventFacts, readTriggerFacts } from '../dispatch/triggerFacts.ts';

/** A stored domain event. */
export interface PastEvent {
  id: number;
  type: string;
  payload: Record<string, unknown>;
  at: Date;
}

/** Where a reader of a period is. */
export interface PastPosition {
  /** With microseconds, as PostgreSQL writes it. */
  at: string;
  id: number;
}

type EventRow = Record<string, unknown> & {
  id: string;
  type: string;
  payload: Record<string, unknown>;
  at: string;
};

/** The next events of the types before `to`, in their order. */
export async function readPastEvents(
  tx: Transaction,
  { types, after, to, limit }: { types: string[]; after: PastPosition; to: string; limit: number },
): Promise<{ events: PastEvent[]; last: PastPosition | null }> {
  // Each type by the index, since of all together the rare ones would be looked for among the others.
  const each = types.map(
    (type) => sql`(
      select id, type, payload, created_at from domain_events
      where type = ${type} and (created_at, id) > (${after.at}::timestamptz, ${after.id}::bigint)
        and created_at < ${to}::timestamptz
      order by created_at, id limit ${limit}
    )`,
  );
  const { rows } = await tx.execute<EventRow>(sql`
    select id::text, type, payload, created_at::text as at
    from (${sql.join(each, sql` union all `)}) events
    order by events.created_at, events.id limit ${limit}`);
  const last = rows.at(-1);
  return {
    events: rows.map(({ id, type, payload, at }) => ({
      ...{ id: Number(id), type, payload, at: new Date(at) },
    })),
    last: last ? { at: last.at, id: Number(last.id) } : null,
  };
}

/** How many of the next `limit` events there are, and where they end. */
export async function countPastEvents(
  tx: Transaction,
  { type, after, to, limit }: { type: string; after: PastPosition; to: string; limit: number },
): Promise<{ count: number; last: PastPosition | null }> {
  const { rows } = await tx.execute<{ count: number; at: string; id: string }>(sql`
    with next as (
      select created_at, id from domain_events
      where type = ${type} and (created_at, id) > (${after.at}::timestamptz, ${after.id}::bigint)
        and created_at < ${to}::timestamptz
      order by created_at, id limit ${limit}
    )
    select (select count(*)::int from next) as count, created_at::text as at, id::text
    from next order by created_at desc, id desc limit 1`);
  const [row] = rows;
  return row
    ? { count: row.count, last: { at: row.at, id: Number(row.id) } }
    : { count: 0, last: null };
}

/**
 * What triggers ask, as it was at the events; tags are today's. The conversation's own mood, for which
 * no trigger asks, comes with the scope.
 * @returns by position; null like `readTriggerFacts`
 */
export function readPastTriggerFacts(
  tx: Transaction,
  events: PastEvent[],
  options: { moods: boolean },
): Promise<(EventFacts | null)[]> {
  const asked = events.map(({ payload, at }) => ({ payload, until: at }));
  return readTriggerFacts(tx, asked, options);
}

type PastRow = Record<string, unknown> & {
  position: number;
  messageCount: number;
  lastMessage: ScopeConversation['lastMessage'];
  handledBy: 'automation' | 'person' | null;
  /** Oldest first. */
  moods: number[];
};

/**
 * What nodes ask, as it was at the events, as far as it is stored: messages and moods are; tags, the
 * contact's properties, and of events without a message also who answered, are today's.
 */
export async function readPastScopes(
  tx: Transaction,
  events: { event: PastEvent; about: EventFacts }[],
) {
  if (events.length === 0) return [];
  const today = await readConversationFacts(tx, [
    ...new Set(events.map(({ about }) => about.sessionId)),
  ]);
  const asked = events.map(({ event: { payload, at }, about: { sessionId } }, position) => ({
    ...{ position, sessionId, at, messageId: payload.messageId ?? null },
    last: payload.messageId ?? lowestIdAt('msg', at.getTime() + 1),
  }));
  const { rows } = await tx.execute<PastRow>(sql`
    select rows.position, said.handled_by as "handledBy",
      (
        select count(*)::int from messages where session_id = rows."sessionId" and case
          when rows."messageId" is null then created_at <= rows.at
          else id <= rows."messageId" or reply_to_id = rows."messageId"
        end
      ) as "messageCount",
      case when rows."messageId" is null then (
        select json_build_object(
          'text', content, 'sentiment', sentiment_score::float8, 'intent', intent
        )
        from messages
        where session_id = rows."sessionId" and role = 'user' and created_at <= rows.at
        order by id desc limit 1
      ) end as "lastMessage",
      array(
        select score from (
          select id, sentiment_score::float8 as score from messages
          where session_id = rows."sessionId" and role = 'user' and sentiment_score is not null
            and id <= rows.last
          order by id desc limit 6
        ) latest order by id
      ) as moods
    from ${records(asked, {
      position: 'int',
      sessionId: 'text',
      at: 'timestamptz',
      messageId: 'text',
      last: 'text',
    })}
    left join messages said on said.id = rows."messageId"`);
  const past = new Map(rows.map((row) => [row.position, row]));
  return events.map(({ event, about }, position) => {
    const { visitor, conversation } = today.get(about.sessionId)!;
    const { messageCount, lastMessage, handledBy, moods } = past.get(position)!;
    const { message } = about;
    const sentiment = moods.at(-1) ?? null;
    const sentimentTrend = sentiment === null ? null : readTrend(moods);
    return {
      visitor,
      conversation: {
        ...conversation,
        ...{ sentiment, sentimentTrend, messageCount, lastMessageAt: event.at },
        answeredBy: message ? (handledBy === 'person' ? 'person' : 'bot') : conversation.answeredBy,
        lastMessage: message
          ? { text: message.text, sentiment: message.sentiment, intent: message.intent }
          : lastMessage,
      } satisfies ScopeConversation,
    };
  });
}
