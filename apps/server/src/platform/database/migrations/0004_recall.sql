-- What each process needs to keep its copy of a visitor's memory true.

alter table external_users
  -- Raised with every change of the visitor's facts.
  add column facts_revision bigint not null default 0,
  -- Raised when messages leave the visitor's history, are forgotten, or come to it from elsewhere.
  -- New messages do not count: they are found by their ids.
  add column history_revision bigint not null default 0;

-- The offline model's vector of the text, packed like a message's.
alter table memory_facts add column embedding bytea;

-- A visitor's message that is not to be recalled: a fact taken from it was corrected or deleted.
alter table messages add column is_forgotten boolean not null default false;

create function revise_facts() returns trigger language plpgsql as $$
begin
  update external_users set facts_revision = facts_revision + 1
  where id in (select external_user_id from changed_facts);
  return null;
end $$;
create trigger facts_inserted after insert on memory_facts
  referencing new table as changed_facts for each statement execute function revise_facts();
create trigger facts_deleted after delete on memory_facts
  referencing old table as changed_facts for each statement execute function revise_facts();

create function revise_updated_facts() returns trigger language plpgsql as $$
begin
  update external_users set facts_revision = facts_revision + 1
  where id in (select external_user_id from facts_before union select external_user_id from facts_after);
  return null;
end $$;
create trigger facts_updated after update on memory_facts
  referencing old table as facts_before new table as facts_after
  for each statement execute function revise_updated_facts();

-- A conversation that a visitor takes along, or that is deleted. Not for every update of a session,
-- which each turn makes: `when` keeps the function away.
create function revise_history() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    update external_users set history_revision = history_revision + 1
    where id in (old.external_user_id, new.external_user_id);
    return new;
  end if;
  update external_users set history_revision = history_revision + 1 where id = old.external_user_id;
  return old;
end $$;
create trigger session_moved after update on conversation_sessions for each row
  when (old.external_user_id is distinct from new.external_user_id) execute function revise_history();
create trigger session_deleted after delete on conversation_sessions
  for each row execute function revise_history();

create function revise_history_by_messages() returns trigger language plpgsql as $$
begin
  update external_users set history_revision = history_revision + 1
  where id in (
    select external_user_id from conversation_sessions
    where id in (select session_id from changed_messages)
  );
  return null;
end $$;
create trigger messages_deleted after delete on messages
  referencing old table as changed_messages for each statement execute function revise_history_by_messages();
