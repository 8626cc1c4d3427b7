import { defineRun } from '../../action.ts';
import { associatedWith } from '../associatedWith.ts';
import { definition } from './definition.ts';

/** https://developers.hubspot.com/docs/api-reference: what a note’s association with a contact is called. */
const noteToContact = 202;

export const run = defineRun(definition, async ({ config, client }) => {
  const { body } = await client.request({
    method: 'POST',
    path: '/crm/objects/2026-03/notes',
    json: {
      properties: {
        hs_timestamp: new Date().toISOString(),
        // Notes are HTML there: what a visitor wrote must stay text.
        hs_note_body: escapeHtml(config.text.trim()).replaceAll('\n', '<br>'),
      },
      associations: [associatedWith(config.contactId, noteToContact)],
    },
  });
  return { output: { noteId: String((body as { id: string }).id) } };
});

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => entities[sign]!);
