-- Accounts: better-auth's tables. They stand outside row-level security and are reached by the
-- owner role only; the role of the features (echoai_app) has no grant on them.

create table "user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);

create table "session" (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references "user" (id) on delete cascade,
  "activeOrganizationId" text
);
create index on "session" ("userId");

create table "account" (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references "user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index on "account" ("userId");

create table "verification" (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index on "verification" (identifier);

create table "organization" (
  id text primary key,
  name text not null,
  slug text not null unique,
  logo text,
  metadata text,
  "createdAt" timestamptz not null default now()
);

create table "member" (
  id text primary key,
  "organizationId" text not null references "organization" (id) on delete cascade,
  "userId" text not null references "user" (id) on delete cascade,
  role text not null,
  "createdAt" timestamptz not null default now(),
  unique ("organizationId", "userId")
);
create index on "member" ("userId");

create table "invitation" (
  id text primary key,
  "organizationId" text not null references "organization" (id) on delete cascade,
  email text not null,
  role text,
  status text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "inviterId" text not null references "user" (id) on delete cascade
);

create table "apikey" (
  id text primary key,
  "configId" text not null,
  name text,
  start text,
  "referenceId" text not null,
  prefix text,
  key text not null unique,
  "refillInterval" integer,
  "refillAmount" integer,
  "lastRefillAt" timestamptz,
  enabled boolean default true,
  "rateLimitEnabled" boolean default false,
  "rateLimitTimeWindow" integer,
  "rateLimitMax" integer,
  "requestCount" integer default 0,
  remaining integer,
  "lastRequest" timestamptz,
  "expiresAt" timestamptz,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  permissions text,
  metadata text
);
create index on "apikey" ("referenceId");

-- Business tables: each row carries its organisation; row-level security shows a transaction only
-- the rows of the organisation it was opened for.

create table chatbots (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  name text not null,
  welcome_message text not null,
  color text not null,
  tone text not null,
  instructions text not null,
  model text,
  allowed_origins text[] not null default '{}',
  publishable_key text not null unique,
  -- Whose vectors answer now; the configured model takes over when all passages have its vectors.
  embedding_model text not null,
  -- Of its passages, for BM25; kept by triggers on passages.
  passage_count integer not null default 0,
  passage_terms bigint not null default 0,
  -- Rises with every change of passages or vectors: whether a process's copy of them is current.
  knowledge_revision bigint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on chatbots (organisation_id, id);

-- An uploaded file as it came, so that a failed ingestion can be tried again.
create table files (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  media_type text not null,
  bytes bytea not null,
  created_at timestamptz not null default now()
);

create table sources (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  chatbot_id text not null references chatbots (id) on delete cascade,
  type text not null check (type in ('text', 'file')),
  title text not null,
  url text,
  file_id text references files (id) on delete set null,
  file_name text,
  media_type text,
  -- Markdown; null until extracted from the file.
  text text,
  state text not null check (state in ('queued', 'chunking', 'embedding', 'ready', 'failed')),
  error text,
  progress_done integer not null default 0,
  progress_total integer not null default 0,
  -- Rises with every change of title, link, text or file; ingestion publishes only what it read.
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on sources (chatbot_id, id);

create table faqs (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  chatbot_id text not null references chatbots (id) on delete cascade,
  question text not null,
  answer text not null,
  category text,
  display_order integer not null default 0,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on faqs (chatbot_id, display_order, id);

create table external_users (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  email text,
  -- Whether the e-mail was proven; only then it is unique and opens earlier conversations.
  email_proven boolean not null default false,
  first_name text,
  last_name text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index on external_users (organisation_id, email) where email_proven;

-- What a visitor's browser keeps, stored hashed (SHA-256, hexadecimal).
create table visitor_tokens (
  token_hash text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  chatbot_id text not null references chatbots (id) on delete cascade,
  external_user_id text not null references external_users (id) on delete cascade,
  created_at timestamptz not null default now()
);
create index on visitor_tokens (external_user_id);

create table conversation_sessions (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  external_user_id text not null references external_users (id) on delete cascade,
  chatbot_id text not null references chatbots (id) on delete cascade,
  memory_buffer jsonb,
  context jsonb,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_message_at timestamptz not null default now()
);
create index on conversation_sessions (organisation_id, last_message_at desc, id desc);
create index on conversation_sessions (chatbot_id, last_message_at desc, id desc);
create index on conversation_sessions (external_user_id);

create table messages (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  session_id text not null references conversation_sessions (id) on delete cascade,
  role text not null check (role in ('user', 'assistant')),
  content text not null,
  state text not null check (state in ('pending', 'complete', 'failed')),
  client_message_id text,
  -- The visitor's message that this one answers; one answer each.
  reply_to_id text unique references messages (id) on delete cascade,
  answered boolean,
  citations jsonb not null default '[]',
  sentiment_score numeric(3, 2),
  intent text,
  metadata jsonb,
  image_url text,
  created_at timestamptz not null default clock_timestamp(),
  unique (session_id, client_message_id)
);
create index on messages (session_id, id);

-- Readers take rows below the oldest running transaction in the order of (transaction_id, id): a
-- sequence alone would lose rows that commit late.
create table domain_events (
  id bigint generated always as identity primary key,
  transaction_id xid8 not null default pg_current_xact_id(),
  organisation_id text not null references "organization" (id) on delete cascade,
  type text not null,
  payload jsonb not null,
  created_at timestamptz not null default now()
);
create index on domain_events (transaction_id, id);
create index on domain_events (organisation_id, id);

-- A piece of a source, or an FAQ: what is retrieved, quoted and cited.
create table passages (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  chatbot_id text not null references chatbots (id) on delete cascade,
  source_id text references sources (id) on delete cascade,
  faq_id text references faqs (id) on delete cascade,
  position integer not null,
  title text not null,
  heading_path text[] not null,
  text text not null,
  url text,
  -- Of what its vectors are made from; equal hashes share them.
  content_hash text not null,
  -- Number of terms, for BM25.
  length integer not null,
  -- Terms of the title in the first line, then of each sentence in its own; for ranking.
  terms text not null,
  check ((source_id is null) <> (faq_id is null))
);
create index on passages (chatbot_id, id);
create index on passages (source_id, position);
create unique index on passages (faq_id);

create function count_passages() returns trigger language plpgsql as $$
begin
  update chatbots
  set passage_count = passage_count + change.count, passage_terms = passage_terms + change.terms,
    knowledge_revision = knowledge_revision + 1
  from (
    select chatbot_id, count(*) * sign as count, sum(length) * sign as terms
    from changed_passages, (select case tg_op when 'INSERT' then 1 else -1 end as sign) as direction
    group by chatbot_id, sign
  ) as change
  where chatbots.id = change.chatbot_id;
  return null;
end $$;
create trigger passages_inserted after insert on passages
  referencing new table as changed_passages for each statement execute function count_passages();
create trigger passages_deleted after delete on passages
  referencing old table as changed_passages for each statement execute function count_passages();

-- The inverted index: which term is how often in which passage.
create table postings (
  organisation_id text not null references "organization" (id) on delete cascade,
  chatbot_id text not null,
  -- "C" orders by code points, on every server alike.
  term text collate "C" not null,
  passage_id text not null references passages (id) on delete cascade,
  frequency real not null,
  -- Of the passage, so that ranking needs no join.
  passage_length integer not null,
  primary key (chatbot_id, term, passage_id)
);
create index on postings (passage_id);

-- Vectors by model: while a change of model is under way, a passage has those of both.
create table passage_embeddings (
  organisation_id text not null references "organization" (id) on delete cascade,
  chatbot_id text not null,
  passage_id text not null references passages (id) on delete cascade,
  model text not null,
  embedding vector(512) not null,
  -- One for each sentence of the passage, at half precision.
  sentences halfvec(512)[] not null,
  primary key (passage_id, model)
);
-- Rows above 2 kB have columns moved out of them. Searching reads all of these in every row, so they
-- stay; the sentences, read of a few rows only, go.
alter table passage_embeddings
  alter column organisation_id set storage plain,
  alter column chatbot_id set storage plain,
  alter column passage_id set storage plain,
  alter column model set storage plain,
  alter column embedding set storage plain,
  alter column sentences set storage external;
create index on passage_embeddings (chatbot_id, model);

create function revise_knowledge() returns trigger language plpgsql as $$
begin
  update chatbots set knowledge_revision = knowledge_revision + 1
  where id in (select chatbot_id from changed_vectors);
  return null;
end $$;
create trigger vectors_inserted after insert on passage_embeddings
  referencing new table as changed_vectors for each statement execute function revise_knowledge();
create trigger vectors_deleted after delete on passage_embeddings
  referencing old table as changed_vectors for each statement execute function revise_knowledge();

-- Row-level security. Features run as echoai_app, which sees the rows of one organisation; the
-- sub-select makes PostgreSQL read the setting once a statement instead of once a row.

do $$
begin
  if not exists (select from pg_roles where rolname = 'echoai_app') then
    create role echoai_app nologin;
  end if;
exception
  when duplicate_object or unique_violation then null; -- another process was first
end $$;

do $$
begin
  execute format('grant echoai_app to %I with set true, inherit false', current_user);
end $$;

grant usage on schema public to echoai_app;

do $$
declare
  business_table text;
begin
  for business_table in
    select c.table_name
    from information_schema.columns c
    where c.table_schema = 'public' and c.column_name = 'organisation_id'
  loop
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
