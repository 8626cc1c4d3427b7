import type { TriggerFacts } from '@echoai/automation';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { records } from '../../platform/database/sqlValues.ts';

/** What triggers ask about an event's conversation and message, and whom it is about. */
export interface EventFacts extends TriggerFacts {
  sessionId: string;
  externalUserId: string;
}

const recentMessages = 20;

/**
 * Facts of events, by position, in one statement.
 * @returns null for an event without a conversation, or whose conversation is gone
 */
export async function readTriggerFacts(
  tx: Transaction,
  events: { payload: unknown }[],
): Promise<(EventFacts | null)[]> {
  const asked = events.map(({ payload }, position) => {
    const { sessionId, messageId } = payload as { sessionId?: string; messageId?: string };
    return { position, sessionId: sessionId ?? null, messageId: messageId ?? null };
  });
  const { rows } = await tx.execute<{ position: number; facts: EventFacts }>(sql`
    select rows.position, json_build_object(
      'sessionId', s.id, 'externalUserId', s.external_user_id,
      'conversation', json_build_object(
        'chatbotId', s.chatbot_id, 'url', s.context ->> 'url', 'referrer', s.context ->> 'referrer',
        'locale', s.context ->> 'locale', 'tags', s.tags, 'sentiment', s.sentiment_score::float8,
        'sentimentTrend', s.sentiment_trend::float8
      ),
      'message', (
        select json_build_object(
          'text', content, 'sentiment', sentiment_score::float8, 'intent', intent,
          'intentConfidence', intent_confidence::float8
        ) from messages where id = rows."messageId" and session_id = s.id
      ),
      'recentSentiments', (
        select coalesce(json_agg(score order by id), '[]') from (
          select id, sentiment_score::float8 as score from messages
          where session_id = s.id and role = 'user' and sentiment_score is not null
            and (rows."messageId" is null or id <= rows."messageId")
          order by id desc limit ${recentMessages}
        ) latest
      )
    ) as facts
    from ${records(asked, { position: 'int', sessionId: 'text', messageId: 'text' })}
    join conversation_sessions s on s.id = rows."sessionId"`);
  const found = new Map(rows.map(({ position, facts }) => [position, facts]));
  return events.map((_, position) => found.get(position) ?? null);
}
