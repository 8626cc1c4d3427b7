-- What visitors may want, as the owner describes it by examples.
create table intents (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  chatbot_id text not null references chatbots (id) on delete cascade,
  -- What automations and the API call it, such as order_status.
  name text not null,
  title text not null,
  description text not null,
  -- Inactive ones are neither trained nor recognised.
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (chatbot_id, name)
);

create table intent_examples (
  id text primary key,
  organisation_id text not null references "organization" (id) on delete cascade,
  intent_id text not null references intents (id) on delete cascade,
  position integer not null,
  text text not null,
  -- Of the offline model, whatever the configured one is; null until training has made it.
  embedding vector(512),
  unique (intent_id, text)
);

-- What training made of the examples; the last few versions of each chatbot.
create table intent_models (
  organisation_id text not null references "organization" (id) on delete cascade,
  chatbot_id text not null references chatbots (id) on delete cascade,
  version integer not null,
  -- The chatbot's intents_revision that it was trained on; a newer one is never replaced by an older.
  revision bigint not null,
  -- Null when there was no example to learn from.
  model bytea,
  example_count integer not null,
  -- Examples that look like another intent's.
  confusions jsonb not null,
  trained_at timestamptz not null default now(),
  primary key (chatbot_id, version)
);
alter table intent_models alter column model set storage external;

-- Rises with every change of intents or examples: whether a model is of what is there now.
alter table chatbots add column intents_revision bigint not null default 0;

create function revise_intents() returns trigger language plpgsql as $$
begin
  update chatbots set intents_revision = intents_revision + 1
  where id in (select chatbot_id from changed_intents);
  return null;
end $$;
create trigger intents_inserted after insert on intents
  referencing new table as changed_intents for each statement execute function revise_intents();
create trigger intents_updated after update on intents
  referencing new table as changed_intents for each statement execute function revise_intents();
create trigger intents_deleted after delete on intents
  referencing old table as changed_intents for each statement execute function revise_intents();

create function revise_intent_examples() returns trigger language plpgsql as $$
begin
  update chatbots set intents_revision = intents_revision + 1
  where id in (
    select chatbot_id from intents where id in (select intent_id from changed_examples)
  );
  return null;
end $$;
create trigger intent_examples_inserted after insert on intent_examples
  referencing new table as changed_examples for each statement
  execute function revise_intent_examples();
create trigger intent_examples_deleted after delete on intent_examples
  referencing old table as changed_examples for each statement
  execute function revise_intent_examples();

do $$
declare
  business_table text;
begin
  foreach business_table in array array['intents', 'intent_examples', 'intent_models'] loop
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
