-- Accounts at other services (HubSpot, Slack, …) that automations use. Tokens are sealed
-- (platform/secrets.ts).

-- The app that an organisation made at a provider; without a row, the one of the environment counts.
create table provider_apps (
  organisation_id text not null references "organization" (id) on delete cascade,
  provider text not null,
  client_id text not null,
  -- Sealed JSON: the client secret and, where there is one, the signing secret.
  secret text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organisation_id, provider)
);

create table connections (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  provider text not null,
  name text not null,
  -- At the provider: its workspace, portal or organisation. Connecting it again is a reconnect.
  account_id text not null,
  account_name text not null,
  -- Where its API is, when each account has an address of its own.
  api_url text,
  scopes text[] not null,
  access_token text not null,
  refresh_token text,
  -- Counts the tokens it has had: who holds an older one knows that it was replaced.
  generation integer not null default 1,
  expires_at timestamptz,
  -- Who refreshes has so long; others wait for the next generation.
  refreshing_until timestamptz,
  status text not null default 'healthy'
    check (status in ('healthy', 'degraded', 'rate-limited', 'needs-you')),
  status_reason text,
  status_since timestamptz not null default now(),
  probed_at timestamptz not null default now(),
  last_used_at timestamptz,
  connected_by text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organisation_id, provider, account_id)
);
create index on connections (organisation_id, id);
create index on connections (expires_at) where refresh_token is not null and status <> 'needs-you';
create index on connections (probed_at) where status <> 'needs-you';

-- What every request reads and writes; apart, since it changes so often.
create table connection_flow (
  connection_id text primary key references connections (id) on delete cascade,
  organisation_id text not null references "organization" (id) on delete cascade,
  -- So many requests within so many seconds, as the provider told.
  requests real not null,
  seconds real not null,
  -- So many of these at once after a while of silence.
  burst real not null,
  -- When the requests so far would have gone, one after the other in even steps.
  free_at timestamptz not null default now(),
  -- Failures without a success between, and how long the breaker keeps requests back.
  failures integer not null default 0,
  open_until timestamptz
);

-- What a connection's health was, and why.
create table connection_changes (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  connection_id text not null references connections (id) on delete cascade,
  status text not null,
  reason text,
  created_at timestamptz not null default now()
);
create index on connection_changes (connection_id, id desc);

-- Consents under way. Each is used once, by the browser that began it.
create table connection_attempts (
  -- SHA-256 of the state and of the browser's cookie.
  state_hash text primary key,
  browser_hash text not null,
  organisation_id text not null references "organization" (id) on delete cascade,
  provider text not null,
  -- For PKCE, sealed.
  verifier text,
  -- Who began it, by name.
  connected_by text not null,
  -- Where it came from, when it is a reconnect.
  connection_id text references connections (id) on delete cascade,
  expires_at timestamptz not null
);
create index on connection_attempts (expires_at);

-- What actions keep for later ones: the thread of a conversation.
create table connection_memory (
  connection_id text not null references connections (id) on delete cascade,
  organisation_id text not null references "organization" (id) on delete cascade,
  key text not null,
  value text not null,
  created_at timestamptz not null default now(),
  primary key (connection_id, key)
);

-- Records at a provider that are about a visitor.
create table contact_links (
  external_user_id text not null references external_users (id) on delete cascade,
  connection_id text not null references connections (id) on delete cascade,
  organisation_id text not null references "organization" (id) on delete cascade,
  record_type text not null,
  record_id text not null,
  url text,
  -- Of which it came: a visitor who is proven later takes the conversation along, and this with it.
  session_id text references conversation_sessions (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (external_user_id, connection_id, record_type, record_id)
);
create index on contact_links (connection_id);
create index on contact_links (session_id);

-- Where the polled triggers of active workflows stand at their providers.
create table trigger_polls (
  workflow_id text primary key references workflows (id) on delete cascade,
  organisation_id text not null references "organization" (id) on delete cascade,
  -- The trigger that the cursor belongs to.
  kind text not null,
  config jsonb not null,
  -- Null until the first poll, which only says where to begin.
  cursor jsonb,
  -- Who polls moves it on first: so others leave it alone, and come when nothing comes of it.
  next_at timestamptz not null default now(),
  -- Since it worked last.
  failing_since timestamptz,
  last_error text
);
create index on trigger_polls (next_at);

-- A step may wait for its connection: to be reconnected, or to be free again.
alter table execution_steps drop constraint execution_steps_waits_for_check;
alter table execution_steps add constraint execution_steps_waits_for_check
  check (waits_for in ('time', 'reply', 'approval', 'retry', 'connection'));
create index on execution_steps ((wait_state ->> 'connectionId')) where waits_for = 'connection';

-- The log of webhooks that were sent, the latest first.
create index on execution_steps (organisation_id, execution_id, visit)
  where kind = 'send_webhook' and state <> 'intended';

-- Those that somebody sent again.
create table webhook_redeliveries (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  execution_id text not null,
  visit integer not null,
  status integer,
  error text,
  created_at timestamptz not null default now(),
  foreign key (execution_id, visit) references execution_steps (execution_id, visit) on delete cascade
);
create index on webhook_redeliveries (execution_id, visit, id);

do $$
declare
  tables text[] := array[
    'provider_apps', 'connections', 'connection_flow', 'connection_changes',
    'connection_attempts', 'connection_memory', 'contact_links', 'webhook_redeliveries',
    'trigger_polls'
  ];
  name text;
begin
  foreach name in array tables loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy organisation on %I to echoai_app
         using (organisation_id = (select current_setting(''app.organisation'')))
         with check (organisation_id = (select current_setting(''app.organisation'')))', name);
    execute format('grant select, insert, update, delete on %I to echoai_app', name);
  end loop;
end $$;
