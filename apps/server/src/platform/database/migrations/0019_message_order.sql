-- A conversation is read in the order of its messages' ids. A process's clock made them, so that two
-- processes whose clocks differ read a conversation in the wrong order. Now the database makes them:
-- an id is later than every one that the conversation has, whatever any clock says, its own included.
-- Ids keep their form (a ULID), and the rows that there are keep theirs: nothing is rewritten.
create function next_message_id(of_session text) returns text
language plpgsql volatile as $$
declare
  digits constant text := '0123456789abcdefghjkmnpqrstvwxyz';
  now_ms constant bigint := floor(extract(epoch from clock_timestamp()) * 1000);
  uuid constant text := replace(gen_random_uuid()::text, '-', '');
  -- Of a UUID's digits, those that are random.
  random_part constant text := substr(uuid, 1, 12) || substr(uuid, 21, 4);
  last_time text;
  last_ms bigint := -1;
  ms bigint;
  written text := '';
begin
  select substring(max(id) from '^msg_([0-7][0-9a-hjkmnp-tv-z]{9})[0-9a-hjkmnp-tv-z]{16}$')
    into last_time from messages where session_id = of_session;
  if last_time is not null then
    last_ms := 0;
    for place in 1..10 loop
      last_ms := last_ms * 32 + strpos(digits, substr(last_time, place, 1)) - 1;
    end loop;
  end if;
  ms := greatest(now_ms, last_ms + 1);
  for place in 1..10 loop
    written := substr(digits, (ms & 31)::integer + 1, 1) || written;
    ms := ms >> 5;
  end loop;
  return 'msg_' || written || random_part;
end $$;
