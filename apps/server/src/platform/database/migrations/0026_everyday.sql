-- What the owner decides of everyday messages, such as thanks: the acts that are switched off, and
-- wordings of the bot's sentences by language. `{}` leaves all as it ships.
alter table chatbots
  add column everyday jsonb not null default '{}' check (jsonb_typeof(everyday) = 'object');
