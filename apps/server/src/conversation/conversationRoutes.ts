import { api, type Conversation, type OperatorMessage } from '@echoai/contract';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../platform/database/database.ts';
import { messages } from '../platform/database/schema.ts';
import { notFound } from '../platform/errors.ts';
import type { Implement } from '../platform/http/api.ts';
import { byId, byTimeAndId, pageOfRows, readCursor } from '../platform/http/paging.ts';
import type { MessageRow } from './messageStore.ts';
import { toMessage } from './visitorRoutes.ts';

/** Conversations as operators read them. */
export function addConversationRoutes({
  implement,
  database,
}: {
  implement: Implement;
  database: Database;
}): void {
  implement(api.conversations.list, ({ operator, query }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const { limit, cursor, chatbotId, tag, waitsFor } = query;
      const [time, id] = readCursor(cursor, byTimeAndId) ?? [null, null];
      const rows = await selectConversations(tx, {
        where: sql`
          (${chatbotId ?? null}::text is null or s.chatbot_id = ${chatbotId ?? null})
          and (${tag ?? null}::text is null or s.tags @> array[${tag ?? null}::text])
          and (${waitsFor === undefined} or ${waitsForPerson})
          and (${id}::text is null or (s.last_message_at, s.id) < (${time}::timestamptz, ${id}))`,
        limit: limit + 1,
      });
      return pageOfRows({
        rows,
        limit,
        cursorOf: (row) => [row.lastMessageAt, row.id],
      });
    }),
  );

  implement(api.conversations.tags, ({ operator, query: { chatbotId } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const { rows } = await tx.execute<{ tag: string }>(sql`
        select distinct tag from conversation_sessions s, unnest(s.tags) tag
        where ${chatbotId ?? null}::text is null or s.chatbot_id = ${chatbotId ?? null}
        order by tag limit 200`);
      return { items: rows.map(({ tag }) => tag) };
    }),
  );

  implement(api.conversations.get, ({ operator, params: { conversationId } }) =>
    database.withOrganisation(operator.organisationId, (tx) =>
      readConversation(tx, conversationId),
    ),
  );

  implement(
    api.conversations.messages,
    ({ operator, params: { conversationId }, query: { limit, cursor } }) =>
      database.withOrganisation(operator.organisationId, async (tx) => {
        await readConversation(tx, conversationId);
        const after = readCursor(cursor, byId)?.[0];
        const rows = await tx
          .select()
          .from(messages)
          .where(
            and(
              eq(messages.sessionId, conversationId),
              after === undefined ? undefined : gt(messages.id, after),
            ),
          )
          .orderBy(asc(messages.id))
          .limit(limit + 1);
        return pageOfRows({ rows: rows.map(toOperatorMessage), limit, cursorOf: ({ id }) => [id] });
      }),
  );
}

export function toOperatorMessage(row: MessageRow): OperatorMessage {
  const { sentimentScore: sentiment, intent, intentConfidence, recalled, move, toolCalls } = row;
  return { ...toMessage(row), sentiment, intent, intentConfidence, recalled, move, toolCalls };
}

export async function readConversation(tx: Transaction, id: string): Promise<Conversation> {
  const [row] = await selectConversations(tx, { where: sql`s.id = ${id}`, limit: 1 });
  if (!row) throw notFound('conversation');
  return row;
}

/** A person answers `s`, and none has since the visitor's last message. */
const waitsForPerson = sql`(s.answered_by = 'person' and not exists (
  select from messages said where said.session_id = s.id and said.author = 'person' and said.id > (
    select max(id) from messages asked where asked.session_id = s.id and asked.role = 'user'
  )
))`;

/** `last_message_at` is given in microseconds: a cursor made of milliseconds would repeat rows. */
async function selectConversations(
  tx: Transaction,
  { where, limit }: { where: ReturnType<typeof sql>; limit: number },
): Promise<Conversation[]> {
  const { rows } = await tx.execute<Record<string, unknown> & ConversationRow>(sql`
    select s.id, s.chatbot_id as "chatbotId", b.name as "chatbotName",
      s.is_active as "isActive", s.sentiment_score::float8 as score, s.sentiment_trend::float8 as trend,
      v.id as "visitorId", v.email, v.email_proven as "emailProven", nullif(concat_ws(' ', v.first_name, v.last_name), '') as "visitorName",
      coalesce(m.subject, '') as subject, coalesce(m.count, 0)::int as "messageCount",
      m.all_answered as "allAnswered", to_json(s.tags) as tags,
      s.answered_by as "answeredBy", s.hand_over_reason as "handOverReason", ${waitsForPerson} as "waitsForPerson",
      to_char(s.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt",
      to_char(s.last_message_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "lastMessageAt"
    from (
      select * from conversation_sessions s where ${where}
      order by s.last_message_at desc, s.id desc limit ${limit}
    ) s
    join chatbots b on b.id = s.chatbot_id
    join external_users v on v.id = s.external_user_id
    left join lateral (
      select count(*) as count,
        -- Null of small talk and of what others answer; a turn that failed has no answer at all.
        bool_and(coalesce(answered, false))
          filter (where answered is not null or state = 'failed') as all_answered,
        (array_agg(left(content, 120) order by id) filter (where role = 'user'))[1] as subject
      from messages where session_id = s.id
    ) m on true
    order by s.last_message_at desc, s.id desc`);
  return rows.map(({ visitorId, visitorName, email, emailProven, score, trend, ...row }) => ({
    ...row,
    sentiment: score === null ? null : { score, trend: trend ?? 0 },
    visitor: { id: visitorId, name: visitorName, email, emailProven },
  }));
}

type ConversationRow = Omit<Conversation, 'visitor' | 'sentiment'> & {
  score: number | null;
  trend: number | null;
  visitorId: string;
  visitorName: string | null;
  email: string | null;
  emailProven: boolean;
};
