import { defineRun } from '../../action.ts';
import { absent, isHearsay, unproven } from '../../hearsay.ts';
import { contactUrl } from '../contactUrl.ts';
import { definition } from './definition.ts';

interface Found {
  id: string;
  properties: Record<string, string | null>;
}

export const run = defineRun(definition, async (input) => {
  const { config, client, isProven } = input;
  const email = config.email.trim().toLowerCase();
  if (await isHearsay(input, email)) return unproven;
  const wanted = [...new Set(['email', 'firstname', 'lastname', ...config.properties])];
  const { status, body } = await client.request({
    method: 'GET',
    path: `/crm/objects/2026-03/contacts/${encodeURIComponent(email)}`,
    query: { idProperty: 'email', properties: wanted.join(',') },
    accepts: [404],
  });
  if (status === 404) return absent;
  const { id, properties } = body as Found;
  const { email: kept, firstname, lastname } = properties;
  const url = contactUrl(client, id);
  return {
    outcome: 'found',
    output: {
      contactId: id,
      email: kept ?? email,
      firstName: firstname ?? '',
      lastName: lastname ?? '',
      url,
      properties: Object.fromEntries(config.properties.map((name) => [name, properties[name]])),
    },
    // By an address that was only typed it may be somebody else.
    ...((await isProven(email)) && { links: { type: 'contact', id, url } }),
  };
});
