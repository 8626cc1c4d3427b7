import { defineNode } from '@echoai/automation/definition';
import { next } from '@echoai/automation/fields/outcomes';
import { date, object, text } from '@echoai/automation/valueTypes';
import { z } from 'zod';
import { connection } from '../../fields.ts';

const choices = {
  'contact.creation': 'A contact is created',
  'contact.propertyChange': 'A property of a contact changes',
  'contact.deletion': 'A contact is deleted',
  'deal.creation': 'A deal is created',
  'deal.propertyChange': 'A property of a deal changes',
  'deal.deletion': 'A deal is deleted',
} as const;

export const definition = defineNode({
  kind: 'hubspot_event',
  type: 'trigger',
  title: 'HubSpot: something changes',
  description: 'A contact or deal is created, changed or deleted.',
  icon: 'contact',
  config: z.object({
    connectionId: connection('hubspot', 'HubSpot'),
    on: z
      .enum(Object.keys(choices) as [keyof typeof choices, ...(keyof typeof choices)[]])
      .default('contact.creation')
      .meta({ title: 'When', choices }),
    property: z
      .string()
      .trim()
      .max(100)
      .default('')
      .meta({
        title: 'Only the property',
        placeholder: 'lifecyclestage',
        shownWhen: { on: ['contact.propertyChange', 'deal.propertyChange'] },
      }),
  }),
  example: { connectionId: 'con_example' },
  guarantee: 'exactly-once',
  event: null,
  waits: false,
  counts: false,
  outcomes: () => [next],
  output: () =>
    object({ type: text, objectId: text, property: text, value: text, occurredAt: date }),
});
