import {
  type ContactChange,
  contactChange,
  maxProperties,
  type PropertyValue,
  propertyName,
  propertyValue,
} from '@echoai/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Transaction } from '../../platform/database/database.ts';
import { AppError, notFound } from '../../platform/errors.ts';

/** A contact, and the conversation in which something was learnt of it, which the event names. */
export interface ContactOf {
  externalUserId: string;
  sessionId?: string | null;
}

/** `full`: the contact has 100 properties already, and the new one was not set. */
export type PropertySet = 'changed' | 'same' | 'full';

/**
 * Sets a property of a contact, in one statement, with the event `contact.updated` if it changed.
 * @param name 1 to 60 characters; names with a meaning in JavaScript are refused
 * @param value a text of at most 1,000 characters, a finite number, true or false
 * @throws {AppError} `not-found` for a contact that is not there, `invalid-request` for name or value
 */
export async function setContactProperty(
  tx: Transaction,
  { name, value, ...contact }: ContactOf & { name: string; value: PropertyValue },
): Promise<PropertySet> {
  const property = parse(propertyName, name, 'The property’s name');
  const json = JSON.stringify(parse(propertyValue, value, 'The property’s value'));
  const { rows } = await tx.execute<{ isSame: boolean; isChanged: boolean }>(sql`
    with before as (
      select id, properties, properties -> ${property}::text = ${json}::jsonb as is_same
      from external_users where id = ${contact.externalUserId} for update
    ),
    changed as (
      update external_users as v
      set properties = v.properties || jsonb_build_object(${property}::text, ${json}::jsonb),
        updated_at = now()
      from before
      where v.id = before.id and before.is_same is not true and (
        jsonb_exists(before.properties, ${property})
        or (select count(*) from jsonb_object_keys(before.properties)) < ${maxProperties}
      )
      returning v.id, v.organisation_id
    ),
    event as (${insertContactEvent(contact, [`properties.${property}`])})
    select coalesce(is_same, false) as "isSame", exists (select from changed) as "isChanged"
    from before`);
  const [row] = rows;
  if (!row) throw notFound('contact');
  if (row.isChanged) return 'changed';
  return row.isSame ? 'same' : 'full';
}

/**
 * Notes e-mail and names of a contact, in one statement, with the event `contact.updated` if
 * something changed. The e-mail is not proven by it, and one that is proven stays.
 * @returns the names of the fields that changed
 * @throws {AppError} `not-found` for a contact that is not there, `invalid-request` for a value
 */
export async function updateContact(
  tx: Transaction,
  { externalUserId, sessionId, ...change }: ContactOf & ContactChange,
): Promise<(keyof ContactChange)[]> {
  const { email, firstName, lastName } = parse(contactChange, change, 'The contact’s data');
  const { rows } = await tx.execute<{ changed: (keyof ContactChange)[] | null }>(sql`
    with before as (
      select id, to_jsonb(array_remove(array[
        case when not email_proven and coalesce(${email ?? null}::text, email) is distinct from email
          then 'email' end,
        case when coalesce(${firstName ?? null}::text, first_name) is distinct from first_name
          then 'firstName' end,
        case when coalesce(${lastName ?? null}::text, last_name) is distinct from last_name
          then 'lastName' end
      ], null)) as fields
      from external_users where id = ${externalUserId} for update
    ),
    changed as (
      update external_users as v
      set email = case when v.email_proven then v.email else coalesce(${email ?? null}::text, v.email) end,
        first_name = coalesce(${firstName ?? null}::text, v.first_name),
        last_name = coalesce(${lastName ?? null}::text, v.last_name),
        updated_at = now()
      from before where v.id = before.id and before.fields <> '[]'
      returning v.id, v.organisation_id, before.fields
    ),
    event as (${insertContactEvent({ externalUserId, sessionId }, sql`fields`)})
    select fields as changed from before`);
  if (!rows[0]) throw notFound('contact');
  return rows[0].changed ?? [];
}

/** The event of the row `changed`, with the conversation if it is the contact's own. */
function insertContactEvent({ sessionId }: Partial<ContactOf>, changed: string[] | SQL): SQL {
  const names = Array.isArray(changed) ? sql`${JSON.stringify(changed)}::jsonb` : changed;
  return sql`
    insert into domain_events (organisation_id, type, payload)
    select changed.organisation_id, 'contact.updated', jsonb_build_object(
      'externalUserId', changed.id, 'sessionId', s.id, 'chatbotId', s.chatbot_id, 'changed', ${names}
    )
    from changed left join conversation_sessions s
      on s.id = ${sessionId ?? null} and s.external_user_id = changed.id`;
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  const detail = [what, ...path, message].join(' ');
  throw new AppError('invalid-request', `${detail}.`);
}
