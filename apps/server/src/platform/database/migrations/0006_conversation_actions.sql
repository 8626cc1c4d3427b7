-- What people and automations do in a conversation besides the bot.

alter table messages
  -- Who wrote an answer; null is the bot.
  add column author text check (author in ('automation', 'person')),
  add column author_name text,
  -- Whom a visitor's message went to; null is the bot.
  add column handled_by text check (handled_by in ('automation', 'person'));

alter table conversation_sessions
  add column tags text[] not null default '{}',
  add column answered_by text not null default 'bot' check (answered_by in ('bot', 'person'));
create index on conversation_sessions using gin (tags);

alter table external_users add column properties jsonb not null default '{}';

-- A question that an automation waits for the answer of: one a conversation, while it is open.
create table open_questions (
  session_id text primary key references conversation_sessions (id) on delete cascade,
  organisation_id text not null references "organization" (id) on delete cascade,
  -- The automation's own, by which it knows the answer.
  id text not null,
  choices text[] not null default '{}',
  created_at timestamptz not null default now()
);

alter table open_questions enable row level security;
create policy organisation on open_questions to echoai_app
  using (organisation_id = (select current_setting('app.organisation')))
  with check (organisation_id = (select current_setting('app.organisation')));
grant select, insert, update, delete on open_questions to echoai_app;
