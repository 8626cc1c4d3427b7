-- API keys and the like for requests of automations. `secret` is sealed (platform/secrets.ts).

create table credentials (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  name text not null,
  type text not null check (type in ('bearer', 'basic', 'header')),
  secret text not null,
  -- It is sent to these hosts only.
  hosts text[] not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index on credentials (organisation_id, id);

alter table credentials enable row level security;
create policy organisation on credentials to echoai_app
  using (organisation_id = (select current_setting('app.organisation')))
  with check (organisation_id = (select current_setting('app.organisation')));
grant select, insert, update, delete on credentials to echoai_app;
