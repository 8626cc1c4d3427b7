-- Domain events as they happen. A notification only says that there is something to read: it holds
-- 8 kB at most, and one that nobody listened to is gone.

create function announce_events() returns trigger language plpgsql as $$
begin
  perform pg_notify('domain_events', '');
  return null;
end $$;
create trigger events_inserted after insert on domain_events
  for each statement execute function announce_events();

-- What happened in one conversation since.
create index on domain_events ((payload ->> 'sessionId'), transaction_id, id);
