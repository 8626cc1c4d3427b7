import { unique } from '../oauth.ts';
import type { SalesforceAccount } from '../salesforce.ts';
import { type Answer, type Call, json, Refusal, type Route } from '../standIn.ts';
import {
  type Field,
  newId,
  type SalesforceData,
  type SalesforceObject,
  type SalesforceRecord,
  salesforceError,
  type Value,
} from './objects.ts';
import { runQuery } from './soql.ts';

type SalesforceCall = Call<SalesforceAccount>;
type Values = Record<string, Value>;

const base = '/services/data/v68.0';
const notFound = (message = 'The requested resource does not exist') =>
  new Refusal(salesforceError(404, 'NOT_FOUND', message));

/** The routes of the REST API for objects, records and queries. */
export function recordRoutes(data: SalesforceData): Route<SalesforceAccount>[] {
  const route = (
    method: string,
    path: string,
    handle: (call: SalesforceCall) => Answer,
  ): Route<SalesforceAccount> => ({ method, path: `${base}${path}`, scopes: ['api'], handle });

  return [
    route('GET', '/query', ({ query }) => {
      const { object, fields, found } = runQuery(data, query.get('q') ?? '');
      return page(
        data,
        found.map((record) => shown(object, record, fields)),
      );
    }),
    route('GET', '/query/{locator}', ({ params }) => {
      const known = data.queries.get(params[0]!);
      if (!known) throw notFound();
      return page(data, known.rest, known.totalSize);
    }),
    route('GET', '/sobjects', () =>
      json({
        encoding: 'UTF-8',
        maxBatchSize: 200,
        sobjects: Object.values(data.objects).map((object) => summary(object)),
      }),
    ),
    route('GET', '/sobjects/{object}/describe', ({ params }) => {
      const object = objectNamed(data, params[0]!);
      return json({ ...summary(object), fields: object.fields });
    }),
    route('POST', '/sobjects/{object}', (call) => {
      const object = objectNamed(data, call.params[0]!);
      const record = create(data, { object, values: call.json, call });
      return json({ id: record.Id, success: true, errors: [] }, 201);
    }),
    route('GET', '/sobjects/{object}/{id}', ({ params, query }) => {
      const object = objectNamed(data, params[0]!);
      const record = object.records.get(params[1]!);
      if (!record) throw notFound();
      const fields = query.get('fields')?.split(',') ?? object.fields.map(({ name }) => name);
      return json(shown(object, record, fields));
    }),
    route('PATCH', '/sobjects/{object}/{id}', ({ params, json: values }) => {
      const object = objectNamed(data, params[0]!);
      const record = object.records.get(params[1]!);
      if (!record) throw notFound();
      update(object, record, values);
      return { status: 204 };
    }),
    route('GET', '/sobjects/{object}/{field}/{value}', (call) => {
      const { object, matching } = byExternalId(data, call);
      if (matching.length > 1) return choices(object, matching);
      if (!matching[0]) throw notFound();
      const fields = call.query.get('fields')?.split(',');
      return json(shown(object, matching[0], fields ?? object.fields.map(({ name }) => name)));
    }),
    route('PATCH', '/sobjects/{object}/{field}/{value}', (call) => upsert(data, call)),
  ];
}

function page(data: SalesforceData, records: object[], totalSize = records.length): Answer {
  const rest = records.slice(data.batchSize);
  if (rest.length === 0) return json({ totalSize, done: true, records });
  const locator = `01g${unique()}-${data.batchSize}`;
  data.queries.set(locator, { rest, totalSize });
  return json({
    totalSize,
    done: false,
    nextRecordsUrl: `${base}/query/${locator}`,
    records: records.slice(0, data.batchSize),
  });
}

const summary = ({ name, label, keyPrefix, createable }: SalesforceObject) => ({
  name,
  label,
  labelPlural: `${label}s`,
  keyPrefix,
  createable,
  updateable: createable,
  queryable: true,
  custom: name.endsWith('__c'),
  deprecatedAndHidden: false,
  urls: { sobject: `${base}/sobjects/${name}`, describe: `${base}/sobjects/${name}/describe` },
});

const urlOf = ({ name }: SalesforceObject, { Id }: SalesforceRecord) =>
  `${base}/sobjects/${name}/${Id}`;

function shown(object: SalesforceObject, record: SalesforceRecord, fields: string[]): object {
  const values = fields.map((name) => [name, record[name] ?? null]);
  const attributes = { type: object.name, url: urlOf(object, record) };
  return { attributes, ...Object.fromEntries(values) };
}

const choices = (object: SalesforceObject, records: SalesforceRecord[]): Answer =>
  json(
    records.map((record) => urlOf(object, record)),
    300,
  );

function objectNamed(data: SalesforceData, name: string): SalesforceObject {
  const object = data.objects[name];
  if (!object) throw notFound();
  return object;
}

function byExternalId(data: SalesforceData, { params: [name, fieldName, value] }: SalesforceCall) {
  const object = objectNamed(data, name!);
  const field = object.fields.find((candidate) => candidate.name === fieldName);
  if (!field || !(field.externalId || field.idLookup)) {
    const message = `Provided external ID field does not exist or is not accessible: ${fieldName}`;
    throw notFound(message);
  }
  const matching = [...object.records.values()].filter((record) => same(field, record, value!));
  return { object, field, matching };
}

const same = (field: Field, record: Values, value: Value) => {
  const has = record[field.name];
  if (has === null || has === undefined) return false;
  return field.caseSensitive
    ? String(has) === String(value)
    : String(has).toLowerCase() === String(value).toLowerCase();
};

/** None matches: created; one: updated; several: nothing happens. */
function upsert(data: SalesforceData, call: SalesforceCall): Answer {
  const { object, field, matching } = byExternalId(data, call);
  if (matching.length > 1) return choices(object, matching);
  const [record] = matching;
  if (record) {
    update(object, record, call.json);
    return json({ id: record.Id, success: true, errors: [], created: false });
  }
  if (call.query.get('updateOnly') === 'true') throw notFound();
  const values = { ...call.json, [field.name]: call.params[2]! };
  const created = create(data, { object, values, call });
  return json({ id: created.Id, success: true, errors: [], created: true }, 201);
}

function create(
  data: SalesforceData,
  { object, values, call }: { object: SalesforceObject; values: Values; call: SalesforceCall },
): SalesforceRecord {
  check(object, values, 'createable');
  const missing = object.fields
    .filter(({ nillable, defaultedOnCreate }) => !nillable && !defaultedOnCreate)
    .map(({ name }) => name)
    .filter((name) => values[name] === undefined || values[name] === null || values[name] === '');
  if (missing.length > 0) {
    const message = `Required fields are missing: [${missing.join(', ')}]`;
    throw refuse('REQUIRED_FIELD_MISSING', message, missing);
  }
  checkDuplicates(data, { object, values, call });
  const now = dateTime();
  const record: SalesforceRecord = {
    ...defaultsOf(object, call.grant.account),
    ...values,
    Id: newId(data, object),
    CreatedDate: now,
    LastModifiedDate: now,
    SystemModstamp: now,
  };
  if (object.name === 'Case') record.CaseNumber = String(data.nextNumber).padStart(8, '0');
  object.records.set(record.Id, named(object, record));
  return record;
}

function update(object: SalesforceObject, record: SalesforceRecord, values: Values): void {
  check(object, values, 'updateable');
  checkUnique(object, values, record);
  const now = dateTime();
  Object.assign(record, values, { LastModifiedDate: now, SystemModstamp: now });
  named(object, record);
}

const dateTime = () => new Date().toISOString().replace('Z', '+0000');

function defaultsOf({ fields }: SalesforceObject, { userId }: SalesforceAccount): Values {
  const defaults = fields.flatMap(({ name, picklistValues }) => {
    const chosen = picklistValues.find(({ defaultValue }) => defaultValue);
    return chosen ? [[name, chosen.value]] : [];
  });
  return { ...Object.fromEntries(defaults), OwnerId: userId };
}

function named(object: SalesforceObject, record: SalesforceRecord): SalesforceRecord {
  if (object.fields.some(({ name }) => name === 'LastName')) {
    record.Name = [record.FirstName, record.LastName].filter(Boolean).join(' ');
  }
  return record;
}

const refuse = (code: string, message: string, fields: string[] = []) =>
  new Refusal(salesforceError(400, code, message, { fields }));

function check(object: SalesforceObject, values: Values, right: 'createable' | 'updateable'): void {
  if (!values || typeof values !== 'object' || Array.isArray(values)) {
    throw refuse('JSON_PARSER_ERROR', 'The HTTP entity body is required');
  }
  if (!object.createable) {
    const message = `entity type ${object.name} does not support ${right === 'createable' ? 'create' : 'update'}`;
    throw refuse('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message);
  }
  for (const [name, value] of Object.entries(values)) {
    const field = object.fields.find((candidate) => candidate.name === name);
    if (!field) {
      throw refuse('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
    }
    if (!field[right]) {
      const message = `Unable to create/update fields: ${name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
      throw refuse('INVALID_FIELD_FOR_INSERT_UPDATE', message, [name]);
    }
    checkValue(field, value);
  }
}

function checkValue({ name, label, type, length }: Field, value: Value): void {
  if (value === null || value === '') return;
  const said = String(value);
  if (said.length > length) {
    const message = `${label}: data value too large: ${said} (max length=${length})`;
    throw refuse('STRING_TOO_LONG', message, [name]);
  }
  if (type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(said)) {
    throw refuse('INVALID_EMAIL_ADDRESS', `${label}: invalid email address: ${said}`, [name]);
  }
  if (type === 'date' && !/^\d{4}-\d\d-\d\d/.test(said)) {
    const message = `Cannot deserialize instance of date from VALUE_STRING value ${said}`;
    throw refuse('JSON_PARSER_ERROR', message);
  }
  if (type === 'reference' && !/^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(said)) {
    throw refuse('MALFORMED_ID', `${label}: id value of incorrect type: ${said}`, [name]);
  }
}

function checkUnique(object: SalesforceObject, values: Values, own?: SalesforceRecord): void {
  for (const field of object.fields.filter(({ unique: only }) => only)) {
    const value = values[field.name];
    if (value === undefined || value === null) continue;
    const other = [...object.records.values()].find(
      (record) => record !== own && same(field, record, value),
    );
    if (!other) continue;
    const message = `duplicate value found: ${field.name} duplicates value on record with id: ${other.Id}`;
    throw refuse('DUPLICATE_VALUE', message);
  }
}

function checkDuplicates(
  data: SalesforceData,
  { object, values, call }: { object: SalesforceObject; values: Values; call: SalesforceCall },
): void {
  checkUnique(object, values);
  const letPass = /allowSave\s*=\s*true/i.test(
    String(call.headers['sforce-duplicate-rule-header'] ?? ''),
  );
  if (letPass || !data.duplicateRules.has(object.name)) return;
  const email = object.fields.find(({ name }) => name === 'Email');
  const isKnown =
    email &&
    values.Email &&
    [...object.records.values()].some((record) => same(email, record, values.Email!));
  if (isKnown) throw refuse('DUPLICATES_DETECTED', 'Use one of these records?');
}
