import { sql } from 'drizzle-orm';
import type { Database } from '../../../platform/database/database.ts';

/** Conversations of one statement. */
const atOnce = 2_000;
export const messagesEach = 2;

/**
 * Stores conversations with two questions and answers each, and their events, in the month before
 * `now`. Each tenth conversation is about a refund, in its second question, with a low mood.
 */
export async function seedConversations(
  database: Database,
  {
    organisationId,
    chatbotId,
    count,
    now = new Date(),
  }: { organisationId: string; chatbotId: string; count: number; now?: Date },
): Promise<void> {
  for (let first = 0; first < count; first += atOnce) {
    const end = Math.min(count, first + atOnce) - 1;
    await database.withOrganisation(organisationId, (tx) =>
      tx.execute(sql`
        with numbers as (
          select n, lpad(n::text, 12, '0') as name,
            ${now.toISOString()}::timestamptz
              - (${count}::int - n) * interval '30 days' / ${count}::int - interval '1 hour' as at
          from generate_series(${first}::int, ${end}::int) n
        ),
        visitors as (
          insert into external_users (id, organisation_id, first_name, created_at)
          select 'vis_seed' || name, ${organisationId}, 'Visitor ' || n, at from numbers
        ),
        sessions as (
          insert into conversation_sessions (id, organisation_id, external_user_id, chatbot_id,
            context, is_active, created_at, last_message_at, sentiment_score, sentiment_trend)
          select 'ses_seed' || name, ${organisationId}, 'vis_seed' || name, ${chatbotId},
            '{"url": "https://shop.example/"}', false, at, at + interval '1 minute',
            case when n % 10 = 0 then -0.8 else 0.2 end, 0 from numbers
        ),
        turns as (
          select *, at + turn * interval '1 minute' as said_at,
            'msg_seed' || name || turn || 'a' as question, 'msg_seed' || name || turn || 'b' as answer,
            case when n % 10 = 0 and turn = 1 then -0.8 else 0.2 end as mood,
            case when n % 10 = 0 and turn = 1 then 'I want a refund, this is broken'
              else 'When do you open on day ' || n || '?' end as text
          from numbers cross join generate_series(0, ${messagesEach - 1}::int) turn
        ),
        questions as (
          insert into messages (id, organisation_id, session_id, role, content, state,
            sentiment_score, created_at)
          select question, ${organisationId}, 'ses_seed' || name, 'user', text, 'complete', mood,
            said_at from turns
        ),
        answers as (
          insert into messages (id, organisation_id, session_id, role, content, state,
            reply_to_id, answered, created_at)
          select answer, ${organisationId}, 'ses_seed' || name, 'assistant', 'At nine.', 'complete',
            question, true, said_at + interval '1 second' from turns
        )
        insert into domain_events (organisation_id, type, payload, created_at)
        select ${organisationId}, type, payload, at from (
          select 'conversation.started' as type, at, jsonb_build_object('sessionId',
            'ses_seed' || name, 'chatbotId', ${chatbotId}::text, 'externalUserId', 'vis_seed' || name)
            as payload from numbers
          union all
          select 'message.received', said_at, jsonb_build_object('sessionId', 'ses_seed' || name,
            'chatbotId', ${chatbotId}::text, 'messageId', question, 'sentiment', mood, 'intent', null,
            'intentConfidence', null) from turns
          union all
          select 'message.answered', said_at, jsonb_build_object('sessionId', 'ses_seed' || name,
            'chatbotId', ${chatbotId}::text, 'messageId', answer, 'replyToId', question,
            'answered', true) from turns
        ) events order by at`),
    );
  }
  // They are past: nothing starts by them any more.
  await database.asPlatform((tx) =>
    tx.execute(sql`update event_cursors set transaction_id = event_horizon()`),
  );
}
