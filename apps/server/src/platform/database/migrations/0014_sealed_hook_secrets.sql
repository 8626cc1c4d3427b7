-- The server seals what is stored plain at its next start: the key is not in the database.
comment on column workflows.hook_secret is
  'Key of the webhook''s signature (HMAC-SHA-256, base64), sealed as JSON Web Encryption';
