import { cutText } from '@echoai/contract/text';
import { type ProviderClient, ProviderError } from '../client.ts';

/** The REST API, in the version of Winter ’27. */
export const api = '/services/data/v68.0';

/** What Salesforce would refuse, so that it is not asked. */
export const refused = (message: string) => new ProviderError(message, { kind: 'refused' });

/** Path of an object’s records, or of one of them. @param rest segments as they come from outside */
export function objectPath(object: string, ...rest: string[]): string {
  return [`${api}/sobjects`, nameOf(object), ...rest.map(segmentOf)].join('/');
}

/**
 * A name of an object or a field, as it may stand in a path or a query.
 * @throws {ProviderError} for a text that is none
 */
export function nameOf(text: string): string {
  const name = text.trim();
  if (/^[A-Za-z]\w*$/.test(name)) return name;
  throw refused(`“${name}” is no name of an object or a field in Salesforce.`);
}

/**
 * A text as one segment of a path.
 * @throws {ProviderError} for dots, which would lead to another path, however they are escaped
 */
export function segmentOf(text: string): string {
  if (text === '.' || text === '..') throw refused(`“${text}” cannot be looked up in Salesforce.`);
  return encodeURIComponent(text.toWellFormed());
}

/**
 * A record's id as somebody filled it in.
 * @throws {ProviderError} for a text that is none
 */
export function recordIdOf(text: string): string {
  const id = text.trim();
  if (/^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(id)) return id;
  throw refused(`“${cutText(id, 100)}” is no id of a record in Salesforce.`);
}

const escapes: Record<string, string> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

const escaped = (text: string) =>
  text.replace(/[\\'"\n\r\t\b\f]/g, (sign) => escapes[sign] ?? `\\${sign}`);

/** A text as a literal of SOQL: nothing in it can end it. */
export const literalOf = (text: string) => `'${escaped(text)}'`;

/** The same for LIKE, where it is to be found anywhere. */
export const anywhereOf = (text: string) => `'%${escaped(text).replace(/[%_]/g, '\\$&')}%'`;

export interface Queried {
  records: Record<string, unknown>[];
  /** Path of the next page; none on the last. */
  nextRecordsUrl?: string;
}

/** @throws {ProviderError} */
export async function query(client: ProviderClient, soql: string): Promise<Queried> {
  const { body } = await client.request({
    method: 'GET',
    path: `${api}/query`,
    query: { q: soql },
  });
  return body as Queried;
}

/**
 * What Salesforce says of a record that it wrote.
 * @throws {ProviderError} when it says nothing: it may have been written
 */
export function written(body: unknown): { id: string; created?: boolean } {
  const { id, created } = (body ?? {}) as { id?: unknown; created?: boolean };
  if (typeof id === 'string') return { id, created };
  throw new ProviderError('Salesforce did not say which record it wrote.', {
    kind: 'unavailable',
    mayHaveHappened: true,
  });
}

/** Where a person sees a record: Salesforce leads from there to the page of its own. */
export const recordUrl = ({ apiUrl }: ProviderClient, id: string) => `${apiUrl}/${id}`;

/** A lead or a contact is the visitor; a case or a task only comes of their conversation. */
export function linkTo(client: ProviderClient, object: string, id: string) {
  if (object !== 'Lead' && object !== 'Contact') return {};
  return { links: { type: object.toLowerCase(), id, url: recordUrl(client, id) } };
}
