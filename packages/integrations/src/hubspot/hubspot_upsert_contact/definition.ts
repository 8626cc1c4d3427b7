import { defineNode } from '@echoai/automation/definition';
import { byOutcome, nextOrError } from '@echoai/automation/fields/outcomes';
import { ofOutsideActions } from '@echoai/automation/fields/retry';
import { template } from '@echoai/automation/fields/template';
import { boolean, object, text } from '@echoai/automation/valueTypes';
import { z } from 'zod';
import { connection, ifNotProven, option } from '../../fields.ts';

const property = z.object({
  name: option({ title: 'Property', list: 'contact-properties' }),
  value: template({ title: 'Value', isOptional: true }),
});

export const definition = defineNode({
  kind: 'hubspot_upsert_contact',
  type: 'action',
  title: 'HubSpot: create or update contact',
  description:
    'Finds the contact by its e-mail address and updates it, or creates it. `isKept` says that a contact was left as it is, because the visitor has not proven the address.',
  icon: 'contact',
  config: z.object({
    connectionId: connection('hubspot', 'HubSpot'),
    email: template({ title: 'E-mail address', placeholder: '{{ visitor.email }}', max: 300 }),
    properties: z
      .array(property)
      .max(30)
      .default([])
      .meta({ title: 'Properties', description: 'Those that render to nothing stay as they are.' }),
    ifNotProven,
    ...ofOutsideActions,
  }),
  example: {
    connectionId: 'con_example',
    email: '{{ steps.ask_email.answer }}',
    properties: [{ name: 'firstname', value: '{{ visitor.name }}' }],
  },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  outcomes: nextOrError,
  output: (_config, outcome) =>
    byOutcome(outcome, {
      next: object({ contactId: text, isNew: boolean, isKept: boolean, email: text, url: text }),
    }),
});
