-- A version that is tried beside the active one: `shadow` simulates it on the same events, `canary`
-- starts it for a share of the visitors, in percent.
alter table workflows
  add column candidate_version integer,
  add column candidate_mode text check (candidate_mode in ('shadow', 'canary')),
  add column candidate_share integer check (candidate_share between 1 and 100),
  -- It is rolled back above this share of failures, in percent.
  add column candidate_max_failures integer,
  add column candidate_since timestamptz,
  -- Of its trigger, like the active version's.
  add column candidate_trigger_kind text,
  add column candidate_trigger_event text,
  add column candidate_trigger_config jsonb,
  -- How far a shadow has read the events.
  add column candidate_transaction_id xid8,
  add column candidate_event_id bigint,
  -- How the last one ended: `{"version", "mode", "outcome", "reason", "at"}`.
  add column last_candidate jsonb;
create index on workflows (id) where candidate_version is not null;

-- `shadow`: simulated, and over as soon as it is stored; nothing of it ever happens.
alter table workflow_executions
  add column mode text not null default 'live' check (mode in ('live', 'shadow'));
drop index workflow_executions_organisation_id_workflow_id_status_id_idx;
create index on workflow_executions (organisation_id, workflow_id, mode, status, id);
