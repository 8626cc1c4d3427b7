-- For the list of workflows, which counts executions by what became of them, and for the list of
-- executions of a workflow and a status. The organisation stands first since its policy asks for it:
-- so the index alone answers.
create index on workflow_executions (organisation_id, workflow_id, status, id);
