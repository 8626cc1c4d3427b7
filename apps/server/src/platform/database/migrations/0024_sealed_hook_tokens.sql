-- A webhook is found by the hash of its token. The token itself is read by its owner only; the server seals
-- what is stored plain at its next start, since the key is not in the database.
alter table workflows add column hook_token_hash text;
update workflows set hook_token_hash = encode(sha256(convert_to(hook_token, 'UTF8')), 'hex');
alter table workflows
  alter column hook_token_hash set not null,
  add constraint workflows_hook_token_hash_key unique (hook_token_hash),
  drop constraint workflows_hook_token_key;
comment on column workflows.hook_token is
  'Token in the address of the webhook, sealed as JSON Web Encryption';
