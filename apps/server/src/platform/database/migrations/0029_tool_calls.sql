-- What a model did besides writing a reply, in order: searches, questions back, hand-overs.
alter table messages add column tool_calls jsonb not null default '[]';
