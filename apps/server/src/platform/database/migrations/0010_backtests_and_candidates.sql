-- A draft tried on the stored conversations of a period: nothing of it happens, its result is kept.
create table backtests (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  workflow_id text not null references workflows (id) on delete cascade,
  status text not null default 'queued'
    check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
  period_from timestamptz not null,
  period_to timestamptz not null,
  -- What is tried, compiled when it was asked for, and the version that ran then.
  graph jsonb not null,
  machine jsonb not null,
  published_version integer,
  -- Raised by each process that begins it, anew: one that was taken for dead stores nothing more.
  attempt integer not null default 0,
  -- Events looked at, of how many.
  done integer not null default 0,
  total integer not null default 0,
  result jsonb,
  error text,
  created_by text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz
);
-- Each takes a share of every second of the process: an organisation has one at a time.
create unique index on backtests (organisation_id) where status in ('queued', 'running');
create index on backtests (workflow_id, id);

alter table backtests enable row level security;
create policy organisation on backtests to echoai_app
  using (organisation_id = (select current_setting('app.organisation')))
  with check (organisation_id = (select current_setting('app.organisation')));
grant select, insert, update, delete on backtests to echoai_app;

-- Events of one kind and a period, page by page.
create index on domain_events (organisation_id, type, created_at, id);

-- A version that is tried beside the active one: `shadow` simulates it on the same events, `canary`
-- starts it for a share of the visitors, in percent.
alter table workflows
  add column candidate_version integer,
  add column candidate_mode text check (candidate_mode in ('shadow', 'canary')),
  add column candidate_share integer check (candidate_share between 1 and 100),
  -- It is rolled back above this share of failures, in percent.
  add column candidate_max_failures integer,
  add column candidate_since timestamptz,
  -- Of its trigger, like the active version's.
  add column candidate_trigger_kind text,
  add column candidate_trigger_event text,
  add column candidate_trigger_config jsonb,
  -- How far a shadow has read the events.
  add column candidate_transaction_id xid8,
  add column candidate_event_id bigint,
  -- How the last one ended: `{"version", "mode", "outcome", "reason", "at"}`.
  add column last_candidate jsonb;
create index on workflows (id) where candidate_version is not null;

-- `shadow`: simulated, and over as soon as it is stored; nothing of it ever happens.
alter table workflow_executions
  add column mode text not null default 'live' check (mode in ('live', 'shadow'));
drop index workflow_executions_organisation_id_workflow_id_status_id_idx;
create index on workflow_executions (organisation_id, workflow_id, mode, status, id);
