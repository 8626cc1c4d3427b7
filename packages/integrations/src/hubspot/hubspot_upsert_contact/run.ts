import { defineRun } from '../../action.ts';
import { ProviderError } from '../../client.ts';
import { contactUrl } from '../contactUrl.ts';
import { definition } from './definition.ts';

interface Upserted {
  results?: { id: string; new?: boolean }[];
  errors?: { message: string }[];
}

/** By HubSpot's own upsert: done twice, it leaves the same contact. */
export const run = defineRun(definition, async ({ config, client }) => {
  const email = config.email.trim().toLowerCase();
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
    output: { contactId: contact.id, isNew: contact.new === true, email, url },
    links: { type: 'contact', id: contact.id, url },
  };
});
