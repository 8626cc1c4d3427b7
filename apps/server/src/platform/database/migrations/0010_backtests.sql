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
