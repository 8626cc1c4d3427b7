import {
  type ContactChange,
  contactChange,
  maxProperties,
  type PropertyValue,
  propertyName,
  propertyValue,
} from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Transaction } from '../../platform/database/database.ts';
import { records } from '../../platform/database/sqlValues.ts';
import { AppError, notFound } from '../../platform/errors.ts';

/** A contact, and the conversation in which something was learnt of it, which the event names. */
export interface ContactOf {
  externalUserId: string;
  sessionId?: string | null;
}

export type ContactProperty = ContactOf & { name: string; value: PropertyValue };

/** `full`: the contact has 100 properties already, and the new one was not set. */
export type PropertySet = 'changed' | 'same' | 'full';

/**
 * Sets a property of a contact, with the event `contact.updated` if it changed.
 * @param name 1 to 60 characters; names with a meaning in JavaScript are refused
 * @param value a text of at most 1,000 characters, a finite number, true or false
 * @throws {AppError} `not-found` for a contact that is not there, `invalid-request` for name or value
 */
export async function setContactProperty(
  tx: Transaction,
  { name, value, ...contact }: ContactProperty,
): Promise<PropertySet> {
  const parsed = parse(propertyValue, value, 'The property’s value');
  const property = { ...contact, name: parsePropertyName(name), value: parsed };
  const [set] = await setContactProperties(tx, [property]);
  if (!set) throw notFound('contact');
  return set;
}

/** @throws {AppError} `invalid-request` */
export function parsePropertyName(name: string): string {
  return parse(propertyName, name, 'The property’s name');
}

/**
 * Sets one property of each of many contacts, in one statement, with an event for each that changed.
 * @param properties parsed, and of different contacts
 * @returns what came of each; null for a contact that is not there
 */
export async function setContactProperties(
  tx: Transaction,
  properties: ContactProperty[],
): Promise<(PropertySet | null)[]> {
  const { rows } = await tx.execute<{ id: string; isSame: boolean; isChanged: boolean }>(sql`
    with before as (
      select v.id, rows.name, rows.value, rows."sessionId" as session_id, v.properties,
        v.properties -> rows.name = rows.value as is_same
      from ${records(properties, {
        externalUserId: 'text',
        sessionId: 'text',
        name: 'text',
        value: 'jsonb',
      })}
      join external_users v on v.id = rows."externalUserId" for update of v
    ),
    changed as (
      update external_users as v
      set properties = v.properties || jsonb_build_object(before.name, before.value),
        updated_at = now()
      from before
      where v.id = before.id and before.is_same is not true and (
        jsonb_exists(before.properties, before.name)
        or (select count(*) from jsonb_object_keys(before.properties)) < ${maxProperties}
      )
      returning v.id, v.organisation_id, before.session_id,
        jsonb_build_array('properties.' || before.name) as fields
    ),
    event as (${insertContactEvents})
    select before.id, coalesce(is_same, false) as "isSame", changed.id is not null as "isChanged"
    from before left join changed on changed.id = before.id`);
  const found = new Map(rows.map((row) => [row.id, row]));
  return properties.map(({ externalUserId }) => {
    const row = found.get(externalUserId);
    if (!row) return null;
    if (row.isChanged) return 'changed';
    return row.isSame ? 'same' : 'full';
  });
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
      returning v.id, v.organisation_id, before.fields, ${sessionId ?? null}::text as session_id
    ),
    event as (${insertContactEvents})
    select fields as changed from before`);
  if (!rows[0]) throw notFound('contact');
  return rows[0].changed ?? [];
}

/** The events of the rows `changed`, each with its conversation if that is the contact's own. */
const insertContactEvents = sql`
  insert into domain_events (organisation_id, type, payload)
  select changed.organisation_id, 'contact.updated', jsonb_build_object(
    'externalUserId', changed.id, 'sessionId', s.id, 'chatbotId', s.chatbot_id,
    'changed', changed.fields
  )
  from changed left join conversation_sessions s
    on s.id = changed.session_id and s.external_user_id = changed.id`;

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
