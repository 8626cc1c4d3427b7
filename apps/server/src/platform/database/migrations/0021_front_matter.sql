-- What a source's own metadata says of it: the date on it (year-month-day), and whether its author calls
-- it a draft. A draft answers like any other source; its owner is shown that it is one.
alter table sources add column document_date text;
alter table sources add column is_draft boolean not null default false;
