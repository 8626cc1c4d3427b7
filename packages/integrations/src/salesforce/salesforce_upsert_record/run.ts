import { defineRun } from '../../action.ts';
import { type ProviderClient, ProviderError } from '../../client.ts';
import { linkTo, nameOf, objectPath, recordIdOf, recordUrl, written } from '../api.ts';
import { definition } from './definition.ts';

type Values = Record<string, string>;

interface Written {
  id: string;
  isNew: boolean;
  isKept?: boolean;
}

export const run = defineRun(definition, async ({ config, client, isProven }) => {
  const { object, target, externalIdField, externalIdValue, recordId, fields } = config;
  // Salesforce refuses a body that repeats what the path says.
  const inPath = ['id', target === 'external-id' && externalIdField.toLowerCase()];
  const given = fields.filter(
    ({ name, value }) => value.trim() !== '' && !inPath.includes(name.toLowerCase()),
  );
  const values = Object.fromEntries(given.map(({ name, value }) => [name, value.trim()]));
  const write = {
    'external-id': async () => {
      const key = { object, externalIdField, externalIdValue };
      const value = externalIdValue.trim();
      const isHearsay =
        config.ifNotProven === 'keep' && value.includes('@') && !(await isProven(value));
      const kept = isHearsay ? await findKept(client, key) : null;
      return kept ?? upsert(client, { ...key, values });
    },
    id: () => update(client, { object, recordId, values }),
    new: () => create(client, { object, values }),
  };
  const { id, isNew, isKept = false } = await write[target]();
  const output = { id, isNew, isKept, url: recordUrl(client, id) };
  // A record that was kept may be somebody else's.
  return { output, ...(!isKept && linkTo(client, object, id)) };
});

/** The record with this external id, which is left as it is; null where there is none, or several. */
async function findKept(
  client: ProviderClient,
  {
    object,
    externalIdField,
    externalIdValue,
  }: { object: string; externalIdField: string; externalIdValue: string },
): Promise<Written | null> {
  const { status, body } = await client.request({
    method: 'GET',
    path: objectPath(object, nameOf(externalIdField), externalIdValue.trim()),
    query: { fields: 'Id' },
    accepts: [300, 404],
  });
  return status === 200 ? { id: (body as { Id: string }).Id, isNew: false, isKept: true } : null;
}

async function upsert(
  client: ProviderClient,
  {
    object,
    externalIdField,
    externalIdValue,
    values,
  }: { object: string; externalIdField: string; externalIdValue: string; values: Values },
): Promise<Written> {
  const field = nameOf(externalIdField);
  const value = externalIdValue.trim();
  if (value === '')
    throw new ProviderError('The external id is empty: nothing was sent to Salesforce.', {
      kind: 'refused',
    });
  const { status, body } = await client.request({
    method: 'PATCH',
    path: objectPath(object, field, value),
    json: values,
    accepts: [300],
  });
  if (status === 300) {
    const several = Array.isArray(body) ? body.length : 'several';
    throw new ProviderError(
      `Salesforce has ${several} records of ${object} whose ${field} is “${value}”, and changed none of them. Merge them there, and mark the field as unique.`,
      { kind: 'refused' },
    );
  }
  const { id, created } = written(body);
  return { id, isNew: created === true };
}

async function update(
  client: ProviderClient,
  { object, recordId, values }: { object: string; recordId: string; values: Values },
): Promise<Written> {
  const id = recordIdOf(recordId);
  // An answer without a body, which is as it should be.
  await client.request({ method: 'PATCH', path: objectPath(object, id), json: values });
  return { id, isNew: false };
}

async function create(
  client: ProviderClient,
  { object, values }: { object: string; values: Values },
): Promise<Written> {
  const { body } = await client.request({ method: 'POST', path: objectPath(object), json: values });
  return { id: written(body).id, isNew: true };
}
