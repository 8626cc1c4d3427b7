import { defineNode } from '@echoai/automation/definition';
import { byOutcome, nextOrError } from '@echoai/automation/fields/outcomes';
import { ofUncertainActions } from '@echoai/automation/fields/retry';
import { template } from '@echoai/automation/fields/template';
import { boolean, object as objectOf, text } from '@echoai/automation/valueTypes';
import { z } from 'zod';
import { connection, ifNotProven, option } from '../../fields.ts';
import { object } from '../fields.ts';

const value = z.object({
  name: option({ title: 'Field', list: 'fields', dependsOn: ['object'] }),
  value: template({ title: 'Value', isOptional: true, max: 10_000 }),
});

export const definition = defineNode({
  kind: 'salesforce_upsert_record',
  type: 'action',
  title: 'Salesforce: create or update record',
  description:
    'Creates or updates a lead, a contact or a case: exactly once by an external id or a record’s id; a new one without either at most once. `isKept` says that a record was left as it is, because the visitor has not proven the address.',
  icon: 'cloud-cog',
  config: z
    .object({
      connectionId: connection('salesforce', 'Salesforce'),
      object,
      target: z
        .enum(['external-id', 'id', 'new'])
        .default('external-id')
        .meta({
          title: 'Which one',
          choices: {
            'external-id': 'The one with an external id, or else a new one',
            id: 'The one with this id of Salesforce’s own',
            new: 'Always a new one',
          },
        }),
      externalIdField: option({
        title: 'External id field',
        description: 'A field that is marked External ID and Unique in Salesforce.',
        list: 'external-ids',
        dependsOn: ['object'],
        isOptional: true,
        shownWhen: { target: ['external-id'] },
      }).default(''),
      externalIdValue: template({
        title: 'External id',
        placeholder: '{{ visitor.email }}',
        isOptional: true,
        max: 300,
        shownWhen: { target: ['external-id'] },
      }).default(''),
      ifNotProven: ifNotProven.meta({
        ...ifNotProven.meta(),
        title: 'If the external id is an e-mail address that the visitor has not proven',
        shownWhen: { target: ['external-id'] },
      }),
      recordId: template({
        title: 'Id of the record',
        description: 'As “Find record” gives it.',
        placeholder: '{{ steps.lead.id }}',
        isOptional: true,
        max: 300,
        shownWhen: { target: ['id'] },
      }).default(''),
      fields: z.array(value).max(50).default([]).meta({
        title: 'Fields',
        description: 'Those that render to nothing stay as they are.',
      }),
      ...ofUncertainActions,
    })
    .refine(({ target, externalIdField }) => target !== 'external-id' || externalIdField !== '', {
      message: 'must be chosen',
      path: ['externalIdField'],
    })
    .refine(
      ({ target, externalIdValue }) => target !== 'external-id' || externalIdValue.trim() !== '',
      { message: 'must not be empty', path: ['externalIdValue'] },
    )
    .refine(({ target, recordId }) => target !== 'id' || recordId.trim() !== '', {
      message: 'must not be empty',
      path: ['recordId'],
    }),
  example: {
    connectionId: 'con_example',
    object: 'Lead',
    externalIdField: 'EchoAI_Id__c',
    externalIdValue: '{{ steps.ask_email.answer }}',
    fields: [
      { name: 'LastName', value: '{{ visitor.name }}' },
      { name: 'Company', value: '{{ steps.ask_company.answer }}' },
    ],
  },
  guarantee: 'at-most-once',
  // Written again, the same record holds the same; only a new one would be there twice.
  guaranteeWith: ({ target }) => (target === 'new' ? 'at-most-once' : 'exactly-once'),
  waits: false,
  counts: false,
  outcomes: nextOrError,
  output: (_config, outcome) =>
    byOutcome(outcome, {
      next: objectOf({ id: text, isNew: boolean, isKept: boolean, url: text }),
    }),
});
