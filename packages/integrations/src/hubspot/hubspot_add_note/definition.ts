import { defineNode } from '@echoai/automation/definition';
import { byOutcome, nextOrError } from '@echoai/automation/fields/outcomes';
import { ofUncertainActions } from '@echoai/automation/fields/retry';
import { template } from '@echoai/automation/fields/template';
import { object, text } from '@echoai/automation/valueTypes';
import { z } from 'zod';
import { connection } from '../../fields.ts';

export const definition = defineNode({
  kind: 'hubspot_add_note',
  type: 'action',
  title: 'HubSpot: add note',
  description: 'Writes a note on a contact’s timeline.',
  icon: 'sticky-note',
  config: z.object({
    connectionId: connection('hubspot', 'HubSpot'),
    contactId: template({
      title: 'Contact',
      description: 'Id of the contact, as “Find contact” and “Create or update contact” give it.',
      placeholder: '{{ steps.contact.contactId }}',
      max: 300,
    }),
    text: template({
      title: 'Note',
      max: 10_000,
      control: 'template-area',
      isForTeam: true,
    }),
    ...ofUncertainActions,
  }),
  example: {
    connectionId: 'con_example',
    contactId: '101',
    text: 'Asked in the chat: {{ event.text }}',
  },
  guarantee: 'at-most-once',
  waits: false,
  counts: false,
  outcomes: nextOrError,
  output: (_config, outcome) => byOutcome(outcome, { next: object({ noteId: text }) }),
});
