import type { HubSpotAccount } from '../hubspot.ts';
import { type Call, json, Refusal, type Route } from '../standIn.ts';
import { hubSpotError } from './errors.ts';
import { search } from './search.ts';
import { type ObjectType, type Property, properties, type Values, validate } from './validate.ts';

export interface CrmObject {
  id: string;
  properties: Record<string, string>;
  createdAt: string;
  updatedAt: string;
  archived: false;
  /** Ids, by kind of object. */
  associations: Partial<Record<ObjectType, string[]>>;
}

export interface HubSpotData {
  contacts: Map<string, CrmObject>;
  notes: CrmObject[];
  deals: CrmObject[];
  owners: { id: string; email: string; firstName: string; lastName: string }[];
  pipelines: { id: string; label: string; stages: { id: string; label: string }[] }[];
  properties: Record<ObjectType, Property[]>;
  /** Milliseconds until a search finds what was written; the real index lags, too. */
  searchLagMs: number;
  nextId: number;
}

/** What an account has before anyone does anything. */
export function newHubSpotData(): HubSpotData {
  return {
    contacts: new Map(),
    notes: [],
    deals: [],
    owners: [
      { id: '41629779', email: 'ada@acme.example', firstName: 'Ada', lastName: 'Byron' },
      { id: '41629780', email: 'ben@acme.example', firstName: 'Ben', lastName: 'Okafor' },
    ],
    pipelines: [
      {
        id: 'default',
        label: 'Sales Pipeline',
        stages: [
          { id: 'appointmentscheduled', label: 'Appointment Scheduled' },
          { id: 'qualifiedtobuy', label: 'Qualified To Buy' },
          { id: 'closedwon', label: 'Closed Won' },
          { id: 'closedlost', label: 'Closed Lost' },
        ],
      },
    ],
    properties: properties(),
    searchLagMs: 0,
    nextId: 101,
  };
}

type HubSpotCall = Call<HubSpotAccount>;

/** To what an association of HubSpot's own may lead, with its type's id. */
const associationTypes: Record<ObjectType, Partial<Record<ObjectType, number>>> = {
  contacts: {},
  notes: { contacts: 202, deals: 214 },
  deals: { contacts: 3 },
};

const modified: Record<ObjectType, string> = {
  contacts: 'lastmodifieddate',
  notes: 'hs_lastmodifieddate',
  deals: 'hs_lastmodifieddate',
};

/** The routes of the CRM, under their dated paths and under those of v3. */
export function crmRoutes(data: HubSpotData): Route<HubSpotAccount>[] {
  const both = (
    method: string,
    [family, rest]: [string, string],
    scopes: string[],
    handle: Route<HubSpotAccount>['handle'],
  ) => [
    { method, path: `/crm/${family}/2026-03${rest}`, scopes, handle },
    { method, path: `/crm/v3/${family}${rest}`, scopes, handle },
  ];

  const all = (type: ObjectType): CrmObject[] =>
    type === 'contacts' ? [...data.contacts.values()] : data[type];
  const contactOf = (email: string | undefined) =>
    all('contacts').find((contact) => email && contact.properties.email === email);

  function create(type: ObjectType, values: Values, associations: CrmObject['associations'] = {}) {
    const now = new Date().toISOString();
    const id = String(data.nextId++);
    const own = { createdate: now, [modified[type]]: now, hs_object_id: id };
    const object: CrmObject = {
      id,
      properties: { ...textOf(values), ...own },
      createdAt: now,
      updatedAt: now,
      archived: false,
      associations,
    };
    if (type === 'contacts') data.contacts.set(id, object);
    else data[type].push(object);
    return object;
  }

  function update(contact: CrmObject, values: Values) {
    const now = new Date().toISOString();
    Object.assign(contact.properties, textOf(values), { lastmodifieddate: now });
    contact.updatedAt = now;
    return contact;
  }

  function upsert({ json: body }: HubSpotCall) {
    const startedAt = new Date().toISOString();
    const inputs = inputsOf(body);
    const outcomes = inputs.map((input) => ({ input, problem: problemOf(input) }));
    const failed = outcomes.filter(({ problem }) => problem);
    // Without a trace id on every input, one bad input refuses the batch.
    const partial = inputs.every(({ objectWriteTraceId }) => objectWriteTraceId);
    if (failed[0] && !partial) throw new Refusal(failed[0].problem!);
    const results = outcomes
      .filter(({ problem }) => !problem)
      .map(({ input }) => {
        const email = input.id.toLowerCase();
        const known = contactOf(email);
        const values = { email, ...lowerEmail(input.properties) };
        const { associations: _, ...object } = known
          ? update(known, values)
          : create('contacts', values);
        const { objectWriteTraceId } = input;
        return { ...object, new: !known, ...(objectWriteTraceId && { objectWriteTraceId }) };
      });
    const answer = {
      status: 'COMPLETE',
      results,
      startedAt,
      completedAt: new Date().toISOString(),
    };
    if (failed.length === 0) return json(answer);
    const errors = failed.map(({ input, problem }) => ({
      ...(problem!.body as object),
      context: { objectWriteTraceId: [input.objectWriteTraceId] },
    }));
    return json({ ...answer, numErrors: errors.length, errors }, 207);
  }

  function problemOf({ id, idProperty, properties: values }: UpsertInput) {
    if (idProperty !== 'email') {
      const message = `Property '${idProperty}' is not a unique property of CONTACT`;
      return hubSpotError(400, 'VALIDATION_ERROR', message);
    }
    return validate(data, 'contacts', { email: id, ...values });
  }

  function createObject(type: ObjectType, { json: body }: HubSpotCall) {
    const values = type === 'contacts' ? lowerEmail(body?.properties) : body?.properties;
    const refused = validate(data, type, values);
    if (refused) throw new Refusal(refused);
    const known = type === 'contacts' && contactOf(values.email);
    if (known) {
      const message = `Contact already exists. Existing ID: ${known.id}`;
      throw new Refusal(hubSpotError(409, 'CONFLICT', message));
    }
    const object = create(type, values, associationsOf(type, body.associations));
    return json(shown(object, Object.keys(object.properties)), 201);
  }

  function associationsOf(type: ObjectType, asked: Association[] = []) {
    const found: CrmObject['associations'] = {};
    for (const { to, types } of asked) {
      for (const { associationCategory, associationTypeId } of types ?? []) {
        const [target] = Object.entries(associationTypes[type]).find(
          ([, id]) => associationCategory === 'HUBSPOT_DEFINED' && id === associationTypeId,
        ) ?? [null];
        const id = String(to?.id);
        if (!target || !all(target as ObjectType).some((object) => object.id === id)) {
          const message = `No ${target ?? 'object'} with ID ${id} for association type ${associationTypeId}`;
          throw new Refusal(hubSpotError(400, 'VALIDATION_ERROR', message));
        }
        found[target as ObjectType] = [...(found[target as ObjectType] ?? []), id];
      }
    }
    return found;
  }

  function find(type: ObjectType, { params, query }: HubSpotCall): CrmObject {
    const id = params[0]!;
    const object = all(type).find((candidate) =>
      query.get('idProperty') === 'email'
        ? candidate.properties.email === id.toLowerCase()
        : candidate.id === id,
    );
    if (object) return object;
    throw new Refusal(hubSpotError(404, 'OBJECT_NOT_FOUND', 'resource not found'));
  }

  function get(type: ObjectType, call: HubSpotCall) {
    const object = find(type, call);
    const asked = call.query.getAll('properties').flatMap((names) => names.split(','));
    const kinds = (call.query.get('associations')?.split(',') ?? []) as ObjectType[];
    const associations = kinds.map((kind) => {
      const results = (object.associations[kind] ?? []).map((id) => ({
        id,
        type: `${type.slice(0, -1)}_to_${kind.slice(0, -1)}`,
      }));
      return [kind, { results }] as const;
    });
    const answer = shown(object, asked);
    return json({
      ...answer,
      ...(kinds.length > 0 && { associations: Object.fromEntries(associations) }),
    });
  }

  function patchContact(call: HubSpotCall) {
    const contact = find('contacts', call);
    const values = lowerEmail(call.json?.properties);
    const refused = validate(data, 'contacts', values);
    if (refused) return refused;
    const other = contactOf(values.email);
    if (other && other !== contact) {
      const message = `Contact already exists. Existing ID: ${other.id}`;
      return hubSpotError(409, 'CONFLICT', message);
    }
    update(contact, values);
    return json(shown(contact, Object.keys(values)));
  }

  function owners({ query }: HubSpotCall) {
    const email = query.get('email');
    const matching = data.owners.filter((owner) => !email || owner.email === email);
    const from = Number(query.get('after') ?? 0);
    const to = from + Number(query.get('limit') ?? 100);
    const results = matching.slice(from, to).map((owner) => ({
      ...owner,
      type: 'PERSON',
      userId: Number(owner.id) - 100,
      userIdIncludingInactive: Number(owner.id) - 100,
      createdAt: '2019-12-25T13:01:35.228Z',
      updatedAt: '2023-08-22T13:40:26.790Z',
      archived: false,
    }));
    const next = { after: String(to), link: `?after=${to}` };
    return json({ results, ...(to < matching.length && { paging: { next } }) });
  }

  function pipelines() {
    const at = { createdAt: '2020-01-01T00:00:00Z', updatedAt: '2020-01-01T00:00:00Z' };
    const results = data.pipelines.map((pipeline, displayOrder) => ({
      ...pipeline,
      displayOrder,
      archived: false,
      ...at,
      stages: pipeline.stages.map((stage, order) => ({
        ...stage,
        displayOrder: order,
        archived: false,
        metadata: { isClosed: String(stage.id.startsWith('closed')), probability: '0.5' },
        writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
        ...at,
      })),
    }));
    return json({ results });
  }

  const ofType = (type: ObjectType) => {
    // A note's scopes are those of what it is about.
    const scope = `crm.objects.${type === 'notes' ? 'contacts' : type}`;
    const [read, write] = [[`${scope}.read`], [`${scope}.write`]];
    return [
      ...both('POST', ['objects', `/${type}/search`], read, ({ json: body }) => {
        const settled = Date.now() - data.searchLagMs;
        const objects = all(type).filter(({ updatedAt }) => Date.parse(updatedAt) <= settled);
        const { found, answer } = search(objects, body, data.properties[type]);
        const results = found.map((object) => shown(object, body.properties ?? []));
        return json({ ...answer, results });
      }),
      ...both('POST', ['objects', `/${type}`], write, (call) => createObject(type, call)),
      ...both('GET', ['objects', `/${type}/{id}`], read, (call) => get(type, call)),
    ];
  };
  const readsProperties = (type: string) => [
    `crm.schemas.${type}.read`,
    `crm.objects.${type}.read`,
  ];
  const writesContacts = ['crm.objects.contacts.write'];

  return [
    ...both('POST', ['objects', '/contacts/batch/upsert'], writesContacts, upsert),
    ...both('PATCH', ['objects', '/contacts/{id}'], writesContacts, patchContact),
    ...(['contacts', 'notes', 'deals'] as const).flatMap(ofType),
    ...both('GET', ['owners', ''], ['crm.objects.owners.read'], owners),
    ...both('GET', ['pipelines', '/deals'], readsProperties('deals'), pipelines),
    ...(['contacts', 'deals'] as const).flatMap((type) =>
      both('GET', ['properties', `/${type}`], readsProperties(type), () =>
        json({ results: data.properties[type] }),
      ),
    ),
  ];
}

interface Association {
  to?: { id: string | number };
  types?: { associationCategory: string; associationTypeId: number }[];
}

interface UpsertInput {
  id: string;
  idProperty: string;
  properties: Values;
  objectWriteTraceId?: string;
}

function inputsOf(body: { inputs?: UpsertInput[] } | undefined): UpsertInput[] {
  const inputs = body?.inputs;
  const refuse = (message: string) => new Refusal(hubSpotError(400, 'VALIDATION_ERROR', message));
  if (!Array.isArray(inputs)) throw refuse('Invalid input JSON: inputs is required');
  if (inputs.length > 100) throw refuse('Batch size must be at most 100');
  if (inputs.some(({ id, properties: values }) => typeof id !== 'string' || !values)) {
    throw refuse('Invalid input JSON: id and properties are required');
  }
  const ids = inputs.map(({ id }) => id.toLowerCase());
  if (new Set(ids).size < ids.length) throw refuse('Duplicate IDs found in batch input');
  return inputs;
}

const lowerEmail = (values: Values = {}): Values => ({
  ...values,
  ...(typeof values.email === 'string' && { email: values.email.toLowerCase() }),
});

/** HubSpot keeps all values as text; an empty one is none. */
const textOf = (values: Values) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value ?? '')]));

const always = ['createdate', 'lastmodifieddate', 'hs_lastmodifieddate', 'hs_object_id'];
const usual = ['email', 'firstname', 'lastname', 'dealname', 'amount', 'dealstage', 'pipeline'];

/** An object with the properties that were asked for, or the usual ones. */
function shown(object: CrmObject, asked: string[]) {
  const { associations: _, ...rest } = object;
  const names = [...always, ...(asked.length > 0 ? asked : usual)];
  const chosen = names
    .filter((name) => asked.includes(name) || name in object.properties)
    .map((name) => [name, object.properties[name] || null]);
  return { ...rest, properties: Object.fromEntries(chosen) };
}
