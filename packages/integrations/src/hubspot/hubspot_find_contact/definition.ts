import { defineNode } from '@echoai/automation/definition';
import { byOutcome, foundOrAbsent } from '@echoai/automation/fields/outcomes';
import { ofOutsideActions } from '@echoai/automation/fields/retry';
import { template } from '@echoai/automation/fields/template';
import { any, boolean, object, text } from '@echoai/automation/valueTypes';
import { z } from 'zod';
import { connection, ifUnproven, option } from '../../fields.ts';

export const definition = defineNode({
  kind: 'hubspot_find_contact',
  type: 'action',
  title: 'HubSpot: find contact',
  description:
    'Looks a contact up by its e-mail address. `isUnproven` says that nothing was looked for, because the visitor has not proven the e-mail address.',
  icon: 'contact',
  config: z.object({
    connectionId: connection('hubspot', 'HubSpot'),
    email: template({ title: 'E-mail address', placeholder: '{{ visitor.email }}', max: 300 }),
    properties: z
      .array(option({ title: 'Property', list: 'contact-properties' }))
      .max(30)
      .default([])
      .meta({ title: 'Properties to read besides name and e-mail address' }),
    ifUnproven,
    ...ofOutsideActions,
  }),
  example: { connectionId: 'con_example', email: '{{ steps.ask_email.answer }}' },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  outcomes: foundOrAbsent,
  output: ({ properties }, outcome) =>
    byOutcome(outcome, {
      found: object({
        contactId: text,
        email: text,
        firstName: text,
        lastName: text,
        url: text,
        properties: object(Object.fromEntries(properties.map((name) => [name, any]))),
      }),
      absent: object({ isUnproven: boolean }),
    }),
});
