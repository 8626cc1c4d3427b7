import { defineNode } from '@echoai/automation/definition';
import { byOutcome, nextOrError } from '@echoai/automation/fields/outcomes';
import { ofUncertainActions } from '@echoai/automation/fields/retry';
import { template } from '@echoai/automation/fields/template';
import { object, text } from '@echoai/automation/valueTypes';
import { z } from 'zod';
import { connection, option } from '../../fields.ts';

export const definition = defineNode({
  kind: 'salesforce_add_task',
  type: 'action',
  title: 'Salesforce: add task',
  description: 'Gives somebody something to do, about a record if you like.',
  icon: 'square-check',
  config: z.object({
    connectionId: connection('salesforce', 'Salesforce'),
    subject: template({ title: 'Subject', max: 300, isForTeam: true }),
    description: template({
      isForTeam: true,
      title: 'Comment',
      isOptional: true,
      max: 10_000,
      control: 'template-area',
    }).default(''),
    dueInDays: z.int().min(0).max(365).default(1).meta({
      title: 'Days until it is due',
      description: 'A day begins at midnight UTC.',
    }),
    recordId: template({
      title: 'Record',
      description: 'Id of a lead, a contact, a case or another record that it is about.',
      placeholder: '{{ steps.lead.id }}',
      isOptional: true,
      max: 300,
    }).default(''),
    owner: option({
      title: 'Who is to do it',
      description: 'The user who connected Salesforce, if nobody is chosen.',
      list: 'owners',
      isOptional: true,
    }).default(''),
    ...ofUncertainActions,
  }),
  example: {
    connectionId: 'con_example',
    subject: 'Call {{ visitor.name }} back',
    description: 'Wrote in the chat: {{ event.text }}',
    recordId: '00Q5g000001ABCDEAA',
  },
  guarantee: 'at-most-once',
  waits: false,
  counts: false,
  outcomes: nextOrError,
  output: (_config, outcome) => byOutcome(outcome, { next: object({ taskId: text, url: text }) }),
});
