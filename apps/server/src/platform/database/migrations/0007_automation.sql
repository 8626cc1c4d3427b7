-- Automations: what owners draw, the versions that run, and every execution with its steps.

create table workflows (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  name text not null,
  -- The graph as the owner edits it, and a number that each change raises: two editors notice.
  draft jsonb not null,
  draft_revision integer not null default 1,
  -- The version that events start; null while the workflow is switched off.
  active_version integer,
  -- Of the active version's trigger, for whoever looks for workflows to start.
  trigger_kind text,
  trigger_event text,
  trigger_config jsonb,
  -- When a schedule is due next.
  next_run_at timestamptz,
  -- In the address of its webhook, and the key of the signature (HMAC-SHA-256, base64).
  hook_token text not null unique,
  hook_secret text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Executions that still wait go on; nothing starts it any more.
  deleted_at timestamptz
);
create index on workflows (organisation_id, trigger_event) where active_version is not null;
create index on workflows (next_run_at) where next_run_at is not null;

-- Never changed: executions are pinned to one.
create table workflow_versions (
  workflow_id text not null references workflows (id) on delete cascade,
  version integer not null,
  organisation_id text not null references "organization" (id) on delete cascade,
  graph jsonb not null,
  -- XState, as compiled from the graph.
  machine jsonb not null,
  created_by text,
  created_at timestamptz not null default now(),
  primary key (workflow_id, version)
);

create table workflow_executions (
  id text primary key,
  -- The order in which executions began; those of one conversation keep it.
  sequence bigint generated always as identity,
  organisation_id text not null references "organization" (id) on delete cascade,
  workflow_id text not null references workflows (id) on delete cascade,
  version integer not null,
  -- What started it: once a workflow, however often it is told.
  cause text not null,
  session_id text references conversation_sessions (id) on delete set null,
  external_user_id text references external_users (id) on delete set null,
  status text not null default 'pending'
    check (status in ('pending', 'running', 'waiting', 'held', 'completed', 'failed', 'cancelled')),
  -- What the trigger gave: `event` in templates.
  event jsonb not null,
  -- XState's, at the node that is performed now; null before the first.
  snapshot jsonb,
  -- How many nodes were performed; the current one's is this number.
  visit integer not null default 0,
  -- How many workflows started one another before this.
  depth integer not null default 0,
  -- Pending for an effect outside, which is performed without a transaction.
  needs_outside boolean not null default false,
  -- When it goes on if nothing comes before.
  wake_at timestamptz,
  -- While `running`: who performs its effect, and how long nobody may take it over.
  runner text,
  leased_until timestamptz,
  error jsonb,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  unique (workflow_id, cause),
  foreign key (workflow_id, version) references workflow_versions (workflow_id, version)
);
-- The work to do, in order; small, since what has ended leaves it.
create index on workflow_executions (organisation_id, sequence) where status = 'pending' and not needs_outside;
create index on workflow_executions (organisation_id, sequence) where status = 'pending' and needs_outside;
create index on workflow_executions (session_id, sequence) where status in ('pending', 'running');
create index on workflow_executions (wake_at) where wake_at is not null;
create index on workflow_executions (leased_until) where leased_until is not null;
create index on workflow_executions (organisation_id, id);
create index on workflow_executions (workflow_id, id);
create index on workflow_executions (organisation_id, id) where status in ('failed', 'held');

-- Log and ledger: the row of an effect is there before anything outside is touched.
create table execution_steps (
  execution_id text not null references workflow_executions (id) on delete cascade,
  visit integer not null,
  organisation_id text not null references "organization" (id) on delete cascade,
  node_id text not null,
  kind text not null,
  state text not null
    check (state in ('intended', 'waiting', 'done', 'failed', 'uncertain', 'skipped')),
  -- The rendered configuration.
  input jsonb,
  outcome text,
  output jsonb,
  attempts integer not null default 0,
  error text,
  -- Of a step that waits: for what (`time`, `reply`, `approval`, `retry`), with what state, and what came.
  waits_for text check (waits_for in ('time', 'reply', 'approval', 'retry')),
  waits_until timestamptz,
  wait_state jsonb,
  signals jsonb not null default '[]',
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (execution_id, visit)
);

-- How far the events have been read that start automations.
create table event_cursors (
  name text primary key,
  transaction_id xid8 not null,
  event_id bigint not null
);

create table notifications (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  title text not null,
  text text not null default '',
  execution_id text references workflow_executions (id) on delete set null,
  workflow_id text references workflows (id) on delete cascade,
  -- The same cause is told once: `count` says how often it came.
  cause text not null,
  count integer not null default 1,
  created_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  read_at timestamptz,
  unique (organisation_id, cause)
);
create index on notifications (organisation_id, last_at desc);

alter table workflows enable row level security;
create policy organisation on workflows to echoai_app
  using (organisation_id = (select current_setting('app.organisation')))
  with check (organisation_id = (select current_setting('app.organisation')));
alter table workflow_versions enable row level security;
create policy organisation on workflow_versions to echoai_app
  using (organisation_id = (select current_setting('app.organisation')))
  with check (organisation_id = (select current_setting('app.organisation')));
alter table workflow_executions enable row level security;
create policy organisation on workflow_executions to echoai_app
  using (organisation_id = (select current_setting('app.organisation')))
  with check (organisation_id = (select current_setting('app.organisation')));
alter table execution_steps enable row level security;
create policy organisation on execution_steps to echoai_app
  using (organisation_id = (select current_setting('app.organisation')))
  with check (organisation_id = (select current_setting('app.organisation')));
alter table notifications enable row level security;
create policy organisation on notifications to echoai_app
  using (organisation_id = (select current_setting('app.organisation')))
  with check (organisation_id = (select current_setting('app.organisation')));
grant select, insert, update, delete
  on workflows, workflow_versions, workflow_executions, execution_steps, notifications to echoai_app;
