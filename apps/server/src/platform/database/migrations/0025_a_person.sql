-- What the bot did by a message, such as `answer` or `handOver`; null of others' messages, and of
-- answers from before this was kept.
alter table messages add column move text;
-- What the visitor may answer by one click, as long as nothing is written after the message.
alter table messages add column choices text[] not null default '{}';

-- Why a person has the conversation, in the owner's words; null while the bot answers.
alter table conversation_sessions add column hand_over_reason text;
update conversation_sessions s set hand_over_reason = latest.reason
from (
  select distinct on (payload ->> 'sessionId')
    payload ->> 'sessionId' as session_id, payload ->> 'reason' as reason
  from domain_events where type = 'conversation.handed_over'
  order by payload ->> 'sessionId', id desc
) latest
where s.id = latest.session_id and s.answered_by = 'person';

-- What a visitor gets who asks for a person: one at once, one after a confirming button, or the
-- contact details alone.
alter table chatbots
  add column hand_over text not null default 'at_once'
    check (hand_over in ('at_once', 'confirm', 'never')),
  -- How soon the team usually answers; null says nothing about it.
  add column answers_within text
    check (answers_within in ('minutes', 'hour', 'two_hours', 'four_hours', 'day', 'two_days')),
  -- When the team is there, with its time zone; null says nothing about it.
  add column office_hours jsonb,
  -- Markdown, given instead of a person; empty quotes the knowledge.
  add column contact text not null default '';
