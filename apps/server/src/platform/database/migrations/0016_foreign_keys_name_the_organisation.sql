-- A row points only at rows of its own organisation: each foreign key between two tables with
-- tenants' data has the organisation in it, so that the database refuses a foreign pair even where
-- row-level security is off. A loop over the catalogue rebuilds the keys under their old names, with
-- their old behaviour on delete. A key that a later migration adds must name the organisation itself;
-- a test walks the catalogue.
--
-- It takes one pass over each table. Data that already points at another organisation stops the
-- migration with a message that names the table, and leaves everything as it was.

do $$
declare
  fk record;
  actions constant jsonb := '{"a": "no action", "r": "restrict", "c": "cascade", "n": "set null", "d": "set default"}';
begin
  for fk in
    select c.conname as name, c.conrelid::regclass as child, c.confrelid::regclass as parent,
      c.confdeltype as on_delete, c.confupdtype as on_update,
      c.condeferrable as is_deferrable, c.condeferred as is_deferred,
      (select string_agg(quote_ident(a.attname), ', ' order by k.place)
        from unnest(c.conkey) with ordinality k (number, place)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number) as columns,
      (select string_agg(quote_ident(a.attname), ', ' order by k.place)
        from unnest(c.confkey) with ordinality k (number, place)
        join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.number) as referenced,
      c.confkey || (select attnum from pg_attribute
        where attrelid = c.confrelid and attname = 'organisation_id') as wanted
    from pg_constraint c
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace
      and exists (select from pg_attribute
        where attrelid = c.confrelid and attname = 'organisation_id' and not attisdropped)
      and exists (select from pg_attribute
        where attrelid = c.conrelid and attname = 'organisation_id' and not attisdropped)
      and not exists (select from pg_attribute
        where attrelid = c.conrelid and attname = 'organisation_id' and attnum = any (c.conkey))
    order by 2, 1
  loop
    if not exists (
      select from pg_constraint
      where conrelid = fk.parent and contype in ('p', 'u')
        and conkey @> fk.wanted and conkey <@ fk.wanted
    ) then
      execute format('alter table %s add unique (organisation_id, %s)', fk.parent, fk.referenced);
    end if;
    execute format('alter table %s drop constraint %I', fk.child, fk.name);
    begin
      execute format(
        'alter table %s add constraint %I foreign key (organisation_id, %s) references %s (organisation_id, %s) on update %s on delete %s%s%s',
        fk.child, fk.name, fk.columns, fk.parent, fk.referenced, actions ->> fk.on_update::text,
        actions ->> fk.on_delete::text,
        case when fk.on_delete in ('n', 'd') then format(' (%s)', fk.columns) end,
        case when fk.is_deferred then ' deferrable initially deferred'
          when fk.is_deferrable then ' deferrable' end
      );
    exception when foreign_key_violation then
      raise exception 'Rows of % point at rows of % in another organisation (column %).',
        fk.child, fk.parent, fk.columns
        using hint = format(
          'Nothing was changed. List them: select c.* from %1$s c join %2$s p on (%3$s) = (%4$s) where c.organisation_id <> p.organisation_id. Delete them or correct them, then start again.',
          fk.child, fk.parent,
          'c.' || replace(fk.columns, ', ', ', c.'), 'p.' || replace(fk.referenced, ', ', ', p.')
        ),
        errcode = 'foreign_key_violation';
    end;
  end loop;
end $$;

-- Their columns are those of a unique key now.
drop index if exists chatbots_organisation_id_id_idx;
drop index if exists connections_organisation_id_id_idx;
drop index if exists workflow_executions_organisation_id_id_idx;
