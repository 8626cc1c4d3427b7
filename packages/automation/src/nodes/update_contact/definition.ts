import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { byOutcome, nextOrError } from '../../fields/outcomes.ts';
import { ofActions } from '../../fields/retry.ts';
import { template } from '../../fields/template.ts';
import { object, text } from '../../valueTypes.ts';

const property = (title: string, placeholder: string) =>
  template({ title, placeholder, max: 300, isOptional: true }).optional();

export const definition = defineNode({
  kind: 'update_contact',
  type: 'action',
  title: 'Update contact',
  description: 'Stores the name, e-mail address or phone number of the visitor.',
  icon: 'user-pen',
  config: z
    .object({
      name: property('Name', '{{ steps.ask_name.answer }}'),
      email: property('E-mail address', '{{ steps.ask_email.answer }}'),
      phone: property('Phone number', '{{ steps.ask_phone.answer }}'),
      ...ofActions,
    })
    .refine(({ name, email, phone }) => [name, email, phone].some((text) => text?.trim()), {
      message: 'must have something to store',
      path: ['name'],
    }),
  example: { email: '{{ steps.ask_email.answer }}' },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  givesOwnValues: true,
  changes: ['visitor'],
  outcomes: nextOrError,
  output: (_config, outcome) => byOutcome(outcome, { next: object({ externalUserId: text }) }),
});
