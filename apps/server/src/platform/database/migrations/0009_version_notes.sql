-- What whoever published a version wrote of it, and their name as it was then: accounts are out of
-- reach of the features, and may be gone.
alter table workflow_versions add column note text not null default '';
alter table workflow_versions add column published_by text;
update workflow_versions v set published_by = u.name from "user" u where u.id = v.created_by;
-- The versions that a waiting execution was moved away from, each with the last visit under it, as
-- `{"version": 1, "visit": 3}`, the earliest first. What its steps proved, they proved under those.
alter table workflow_executions add column moves jsonb not null default '[]';
