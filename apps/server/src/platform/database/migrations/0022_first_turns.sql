-- Whoever sends a first turn again has no token yet. They are recognised by a hash of what only their
-- browser sent (conversation/firstTurn.ts), and go on with the conversation that it began.
create table first_turns (
  key text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  session_id text not null,
  -- Whoever became known in the conversation since then is somebody else.
  external_user_id text not null,
  created_at timestamptz not null default now(),
  foreign key (organisation_id, session_id)
    references conversation_sessions (organisation_id, id) on delete cascade,
  foreign key (organisation_id, external_user_id)
    references external_users (organisation_id, id) on delete cascade
);
create index on first_turns (organisation_id, session_id);
create index on first_turns (organisation_id, external_user_id);
create index on first_turns (created_at);

alter table first_turns enable row level security;
create policy organisation on first_turns to echoai_app
  using (organisation_id = (select current_setting('app.organisation')))
  with check (organisation_id = (select current_setting('app.organisation')));
grant select, insert, update, delete on first_turns to echoai_app;
