-- Who visitors are, and what is remembered of them.

-- Raised to make a new identity secret, which is derived from the installation's own.
alter table chatbots add column identity_secret_version integer not null default 1;

-- The host site's own id of the visitor, proven by its signature.
alter table external_users add column external_id text;
create unique index on external_users (organisation_id, external_id) where external_id is not null;

alter table visitor_tokens
  add column proof text not null default 'none' check (proof in ('none', 'signature', 'code'));

-- Signatures that were exchanged for a token, until they expire: each is good once.
create table used_signatures (
  signature text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  external_user_id text not null references external_users (id) on delete cascade,
  expires_at timestamptz not null
);
create index on used_signatures (organisation_id, expires_at);

-- One-time codes sent by e-mail; the latest of an address counts.
create table email_codes (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  chatbot_id text not null references chatbots (id) on delete cascade,
  email text not null,
  code_hash text not null,
  failed_attempts integer not null default 0,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index on email_codes (chatbot_id, email, created_at desc);

-- What lasts across a visitor's conversations.
create table memory_facts (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  external_user_id text not null references external_users (id) on delete cascade,
  chatbot_id text not null references chatbots (id) on delete cascade,
  session_id text references conversation_sessions (id) on delete set null,
  source_message_id text references messages (id) on delete set null,
  text text not null,
  -- What it is about, such as `size`; a newer fact of the same slot supersedes it. Null: nothing does.
  slot text,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  corrected_at timestamptz,
  superseded_at timestamptz
);
create index on memory_facts (external_user_id, chatbot_id, id);

alter table conversation_sessions
  add column sentiment_score numeric(3, 2),
  add column sentiment_trend numeric(3, 2);
create index on conversation_sessions (last_message_at) where is_active;

alter table messages
  add column intent_confidence real,
  -- The offline model's vector, a byte for each of 512 dimensions; of visitors' messages only.
  add column embedding bytea,
  -- What the answer was given of the visitor's memory, and why.
  add column recalled jsonb not null default '[]';

do $$
declare
  business_table text;
begin
  foreach business_table in array array['used_signatures', 'email_codes', 'memory_facts'] loop
    execute format('alter table %I enable row level security', business_table);
    execute format(
      'create policy organisation on %I to echoai_app
         using (organisation_id = (select current_setting(''app.organisation'')))
         with check (organisation_id = (select current_setting(''app.organisation'')))',
      business_table
    );
    execute format('grant select, insert, update, delete on %I to echoai_app', business_table);
  end loop;
end $$;
