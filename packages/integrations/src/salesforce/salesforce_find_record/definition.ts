import { defineNode } from '@echoai/automation/definition';
import { byOutcome, foundOrAbsent } from '@echoai/automation/fields/outcomes';
import { ofOutsideActions } from '@echoai/automation/fields/retry';
import { template } from '@echoai/automation/fields/template';
import { any, boolean, object as objectOf, text } from '@echoai/automation/valueTypes';
import { z } from 'zod';
import { connection, ifUnproven, option } from '../../fields.ts';
import { object } from '../fields.ts';

export const definition = defineNode({
  kind: 'salesforce_find_record',
  type: 'action',
  title: 'Salesforce: find record',
  description:
    'Looks up a lead, a contact or a case; of several, the one that was changed last. `isUnproven` says that nothing was looked for, because the visitor has not proven the e-mail address.',
  icon: 'cloud',
  config: z.object({
    connectionId: connection('salesforce', 'Salesforce'),
    object,
    field: option({
      title: 'Field to look in',
      list: 'searchable-fields',
      dependsOn: ['object'],
    }),
    value: template({
      title: 'Value',
      description: 'The whole value; capital letters make no difference.',
      placeholder: '{{ visitor.email }}',
      max: 300,
    }),
    fields: z
      .array(option({ title: 'Field', list: 'readable-fields', dependsOn: ['object'] }))
      .max(30)
      .default([])
      .meta({ title: 'Fields to read besides the name' }),
    ifUnproven,
    ...ofOutsideActions,
  }),
  example: {
    connectionId: 'con_example',
    object: 'Contact',
    field: 'Email',
    value: '{{ steps.ask_email.answer }}',
  },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  outcomes: foundOrAbsent,
  output: ({ fields }, outcome) =>
    byOutcome(outcome, {
      found: objectOf({
        id: text,
        name: text,
        url: text,
        fields: objectOf(Object.fromEntries(fields.map((name) => [name, any]))),
      }),
      absent: objectOf({ isUnproven: boolean }),
    }),
});
