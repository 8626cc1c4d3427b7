import { defineNode } from '@echoai/automation/definition';
import { byOutcome, nextOrError } from '@echoai/automation/fields/outcomes';
import { ofUncertainActions } from '@echoai/automation/fields/retry';
import { template } from '@echoai/automation/fields/template';
import { number, object, text } from '@echoai/automation/valueTypes';
import { z } from 'zod';
import { connection, option } from '../../fields.ts';

export const definition = defineNode({
  kind: 'hubspot_create_deal',
  type: 'action',
  title: 'HubSpot: create deal',
  description: 'Opens a deal in a pipeline, for a contact if you like.',
  icon: 'handshake',
  config: z.object({
    connectionId: connection('hubspot', 'HubSpot'),
    name: template({ title: 'Name of the deal', max: 300, isForTeam: true }),
    pipeline: option({ title: 'Pipeline', list: 'pipelines' }),
    stage: option({ title: 'Stage', list: 'stages', dependsOn: ['pipeline'] }),
    amount: template({ title: 'Amount', isOptional: true, max: 100, expects: number }).default(''),
    contactId: template({
      title: 'Contact',
      placeholder: '{{ steps.contact.contactId }}',
      isOptional: true,
      max: 300,
    }).default(''),
    owner: option({ title: 'Owner', list: 'owners', isOptional: true }).default(''),
    ...ofUncertainActions,
  }),
  example: {
    connectionId: 'con_example',
    name: 'Chat with {{ visitor.name }}',
    pipeline: 'default',
    stage: 'appointmentscheduled',
    contactId: '101',
  },
  guarantee: 'at-most-once',
  waits: false,
  counts: false,
  outcomes: nextOrError,
  output: (_config, outcome) => byOutcome(outcome, { next: object({ dealId: text, url: text }) }),
});
