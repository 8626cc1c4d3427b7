-- Whether the chatbot has a passage of the same content already, whose vectors another may take over.
create index on passages (chatbot_id, content_hash);

-- Attempts at a job that were begun, and have neither ended nor been given back: the process was killed
-- in those that nobody works on. Stands outside the tenants, like the queue.
create table job_attempts (
  name text not null,
  payload jsonb not null,
  begun integer not null,
  begun_at timestamptz not null default now(),
  primary key (name, payload)
);
