import { defineRun } from '../../action.ts';
import { type ProviderClient, ProviderError } from '../../client.ts';
import { contactUrl } from '../contactUrl.ts';
import { definition } from './definition.ts';

interface Upserted {
  results?: { id: string; new?: boolean }[];
  errors?: { message: string }[];
}

/** By HubSpot's own upsert: done twice, it leaves the same contact. */
export const run = defineRun(definition, async ({ config, client, isProven }) => {
  const email = config.email.trim().toLowerCase();
  if (config.ifNotProven === 'keep' && !(await isProven(email))) {
    const contactId = await findContact(client, email);
    if (contactId !== null) {
      const url = contactUrl(client, contactId);
      // Not linked to the visitor either, who may be somebody else.
      return { output: { contactId, isNew: false, isKept: true, email, url } };
    }
  }
  const given = config.properties.filter(({ value }) => value.trim() !== '');
  const properties = Object.fromEntries(given.map(({ name, value }) => [name, value.trim()]));
  const { body } = await client.request({
    method: 'POST',
    path: '/crm/objects/2026-03/contacts/batch/upsert',
    json: { inputs: [{ id: email, idProperty: 'email', properties: { ...properties, email } }] },
  });
  const { results = [], errors = [] } = (body ?? {}) as Upserted;
  const [contact] = results;
  if (!contact) {
    const why = errors[0]?.message ?? 'it named no contact';
    throw new ProviderError(`HubSpot did not take the contact: ${why}`, { kind: 'refused' });
  }
  const url = contactUrl(client, contact.id);
  return {
    output: { contactId: contact.id, isNew: contact.new === true, isKept: false, email, url },
    links: { type: 'contact', id: contact.id, url },
  };
});

async function findContact(client: ProviderClient, email: string): Promise<string | null> {
  const { status, body } = await client.request({
    method: 'GET',
    path: `/crm/objects/2026-03/contacts/${encodeURIComponent(email)}`,
    query: { idProperty: 'email' },
    accepts: [404],
  });
  return status === 404 ? null : (body as { id: string }).id;
}
