-- Attempts to sign in that were not followed by a success, by account or by known browser, hashed
-- (workspace/lockOut.ts). Reached by `asPlatform` only.
create table sign_in_attempts (
  subject text primary key,
  failures integer not null default 1,
  last_at timestamptz not null default clock_timestamp()
);
create index on sign_in_attempts (last_at);

-- A code is good only for the browser that asked for it. Those sent before have none; they were good
-- for ten minutes.
delete from email_codes;
alter table email_codes
  -- What that browser holds, hashed.
  add column challenge_hash text not null unique,
  -- The address that asked, hashed, to count by.
  add column asked_from text not null;
drop index email_codes_chatbot_id_email_created_at_idx;
create index on email_codes (chatbot_id, created_at);
