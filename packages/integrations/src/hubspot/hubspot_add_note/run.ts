import { defineRun } from '../../action.ts';
import { ProviderError } from '../../client.ts';
import { associatedWith } from '../associatedWith.ts';
import { definition } from './definition.ts';

/** https://developers.hubspot.com/docs/api-reference: what a note’s association with a contact is called. */
const noteToContact = 202;

/** Characters of a note’s HTML that HubSpot takes (https://developers.hubspot.com/docs/api-reference/crm-notes-v3/guide). */
const most = 65_536;

export const run = defineRun(definition, async ({ config, client }) => {
  // Notes are HTML there: what a visitor wrote must stay text.
  const note = escapeHtml(config.text.trim()).replaceAll('\n', '<br>');
  if (note.length > most)
    throw new ProviderError(
      `The note has ${note.length} characters as HTML, and HubSpot takes ${most}.`,
      { kind: 'refused' },
    );
  const { body } = await client.request({
    method: 'POST',
    path: '/crm/objects/2026-03/notes',
    json: {
      properties: {
        hs_timestamp: new Date().toISOString(),
        hs_note_body: note,
      },
      associations: [associatedWith(config.contactId, noteToContact)],
    },
  });
  return { output: { noteId: String((body as { id: string }).id) } };
});

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => entities[sign]!);
