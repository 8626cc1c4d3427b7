-- What of a source's text could not be read, in percent, and why in a sentence for its owner. Null
-- where all of it could; a source with it is ready all the same.
alter table sources add column unread_percent integer check (unread_percent between 1 and 100);
alter table sources add column unread_reason text;
