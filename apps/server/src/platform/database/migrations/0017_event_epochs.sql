-- The order of events is that of transaction ids, which each PostgreSQL server counts for itself. After
-- a dump was restored on another server its count may be lower, and new events would stand before old
-- ones, where nobody reads any more. So the ids have the number of an epoch in their upper bits. On
-- another server a new epoch begins, after all that was stored before.
create table event_epochs (
  epoch bigint primary key,
  -- Of the server that counts in it; null where PostgreSQL does not tell.
  system_identifier bigint,
  began_at timestamptz not null default now()
);

-- The present epoch. A constant, so that storing an event reads no table; who begins an epoch replaces
-- the function.
create function event_epoch() returns bigint language sql immutable as 'select 0::bigint';

-- The id of this transaction in the order of events: 48 bits for the server's count.
create function event_transaction_id() returns xid8 language sql volatile as $$
  select (event_epoch() * 281474976710656 + pg_current_xact_id()::text::bigint)::text::xid8
$$;

-- Transactions below it have ended, so that nothing is added to the events below it any more.
create function event_horizon() returns xid8 language sql stable as $$
  select (event_epoch() * 281474976710656 + pg_snapshot_xmin(pg_current_snapshot())::text::bigint)::text::xid8
$$;

alter table domain_events alter column transaction_id set default event_transaction_id();
