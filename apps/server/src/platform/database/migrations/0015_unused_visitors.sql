-- A visitor's token expires when nobody used it for this many days.
alter table chatbots
  add column visitor_token_days integer not null default 180
    check (visitor_token_days between 1 and 730);

-- When the token was last used, at most an hour late. Those of before begin their time now.
alter table visitor_tokens add column last_used_at timestamptz not null default now();

-- Whether a message of the assistant's side has words of the visitor in it, so that a model reads
-- it as such. Null for a message from before: then an automation's counts as one that may.
alter table messages add column repeats_visitor boolean;

-- Visitors without a conversation are deleted; without it each would be looked for in all executions.
create index on workflow_executions (external_user_id) where external_user_id is not null;
