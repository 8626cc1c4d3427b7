import type { ScopeConversation, ScopeVisitor } from '@echoai/automation';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { textArray } from '../../platform/database/sqlValues.ts';

/** What an automation may ask of a conversation and its visitor, as they stand now. */
export interface ConversationFacts {
  conversation: ScopeConversation;
  visitor: ScopeVisitor & { id: string };
}

/**
 * The facts of many conversations, in one statement.
 * @returns by conversation id; those that are not there are left out
 */
export async function readConversationFacts(
  tx: Transaction,
  sessionIds: readonly string[],
): Promise<Map<string, ConversationFacts>> {
  if (sessionIds.length === 0) return new Map();
  const { rows } = await tx.execute<Row>(sql`
    select s.id, json_build_object(
        'id', s.id, 'chatbotId', s.chatbot_id, 'url', s.context ->> 'url',
        'referrer', s.context ->> 'referrer', 'locale', s.context ->> 'locale', 'tags', s.tags,
        'answeredBy', s.answered_by, 'sentiment', s.sentiment_score::float8,
        'sentimentTrend', s.sentiment_trend::float8,
        'messageCount', (select count(*) from messages where session_id = s.id),
        'lastMessage', (
          select json_build_object(
            'text', content, 'sentiment', sentiment_score::float8, 'intent', intent
          )
          from messages where session_id = s.id and role = 'user' order by id desc limit 1
        )
      ) as conversation,
      s.created_at as "startedAt", s.last_message_at as "lastMessageAt",
      json_build_object(
        'id', v.id, 'email', v.email, 'emailProven', v.email_proven, 'firstName', v.first_name,
        'lastName', v.last_name, 'properties', v.properties
      ) as visitor
    from unnest(${textArray(sessionIds)}) wanted (id)
    -- One row by the key, whatever the planner believes of the tables.
    cross join lateral (select * from conversation_sessions where id = wanted.id limit 1) s
    cross join lateral (select * from external_users where id = s.external_user_id limit 1) v`);
  return new Map(
    rows.map(({ id, conversation, visitor, startedAt, lastMessageAt }) => [
      id,
      {
        conversation: {
          ...conversation,
          startedAt: new Date(startedAt),
          lastMessageAt: new Date(lastMessageAt),
        },
        visitor,
      },
    ]),
  );
}

type Row = Record<string, unknown> &
  ConversationFacts & { id: string; startedAt: string; lastMessageAt: string };
