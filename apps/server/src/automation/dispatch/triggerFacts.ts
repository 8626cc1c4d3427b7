import type { TriggerFacts } from '@echoai/automation';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { records } from '../../platform/database/sqlValues.ts';
import { lowestIdAt } from '../../platform/newId.ts';

/** What triggers ask about an event's conversation and message, and whom it is about. */
export interface EventFacts extends TriggerFacts {
  sessionId: string;
  externalUserId: string;
}

const recentMessages = 20;

type Row = Record<string, unknown> &
  TriggerFacts['conversation'] & {
    position: number;
    sessionId: string;
    externalUserId: string;
    text: string | null;
    mood: number | null;
    intent: string | null;
    intentConfidence: number | null;
    recentSentiments: number[];
  };

/**
 * Facts of events, by position, in one statement.
 * @param events of one without a message, `until` says up to when moods are told; all by default
 * @param options `moods`: whether the moods of the visitor's latest messages are wanted
 * @returns null for an event without a conversation, or whose conversation is gone
 */
export async function readTriggerFacts(
  tx: Transaction,
  events: { payload: unknown; until?: Date }[],
  { moods = true }: { moods?: boolean } = {},
): Promise<(EventFacts | null)[]> {
  const asked = events.map(({ payload, until }, position) => {
    const { sessionId, messageId } = payload as { sessionId?: string; messageId?: string };
    const last = messageId ?? (until ? lowestIdAt('msg', until.getTime() + 1) : null);
    return { position, sessionId: sessionId ?? null, messageId: messageId ?? null, last };
  });
  const recentSentiments = sql`array(
    select score from (
      select id, sentiment_score::float8 as score from messages
      where session_id = s.id and role = 'user' and sentiment_score is not null
        and (rows.last is null or id <= rows.last)
      order by id desc limit ${recentMessages}
    ) latest order by id
  )`;
  const { rows } = await tx.execute<Row>(sql`
    select rows.position, s.id as "sessionId", s.external_user_id as "externalUserId",
      s.chatbot_id as "chatbotId", s.context ->> 'url' as url, s.context ->> 'referrer' as referrer,
      s.context ->> 'locale' as locale, s.tags, s.sentiment_score::float8 as sentiment,
      s.sentiment_trend::float8 as "sentimentTrend", m.content as text,
      m.sentiment_score::float8 as mood, m.intent,
      m.intent_confidence::float8 as "intentConfidence",
      ${moods ? recentSentiments : sql`'{}'::float8[]`} as "recentSentiments"
    from ${records(asked, { position: 'int', sessionId: 'text', messageId: 'text', last: 'text' })}
    cross join lateral (
      -- One row by the key, whatever the planner believes of the table.
      select * from conversation_sessions where id = rows."sessionId" limit 1
    ) s
    left join lateral (
      select * from messages where id = rows."messageId" and session_id = s.id limit 1
    ) m on true`);
  const found = new Map(rows.map((row) => [row.position, toFacts(row)]));
  return events.map((_, position) => found.get(position) ?? null);
}

function toFacts(row: Row): EventFacts {
  const { sessionId, externalUserId, chatbotId, url, referrer, locale, tags } = row;
  const { sentiment, sentimentTrend, text, mood, intent, intentConfidence } = row;
  return {
    sessionId,
    externalUserId,
    conversation: { chatbotId, url, referrer, locale, tags, sentiment, sentimentTrend },
    message: text === null ? null : { text, sentiment: mood, intent, intentConfidence },
    recentSentiments: row.recentSentiments,
  };
}

/** What a trigger gives for an event: `event` in templates. */
export function eventOf(payload: object, { externalUserId, message }: EventFacts): object {
  return { ...payload, externalUserId, ...(message ? { text: message.text } : {}) };
}
