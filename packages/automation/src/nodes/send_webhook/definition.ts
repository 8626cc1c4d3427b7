import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { byOutcome, nextOrError } from '../../fields/outcomes.ts';
import { ofOutsideActions } from '../../fields/retry.ts';
import { jsonTemplate, template } from '../../fields/template.ts';
import { number, object, text } from '../../valueTypes.ts';

export const definition = defineNode({
  kind: 'send_webhook',
  type: 'action',
  title: 'Send webhook',
  description: 'Sends JSON to another program, with an id by which it knows a repetition.',
  icon: 'webhook',
  config: z.object({
    url: template({
      title: 'Address',
      placeholder: 'https://example.com/hooks/echoai',
      use: 'host',
    }),
    body: jsonTemplate({ title: 'Body' }).prefault({}),
    signed: z
      .boolean()
      .default(true)
      .meta({ title: 'With a signature', description: 'HMAC-SHA-256 with the secret.' }),
    ...ofOutsideActions,
  }),
  example: {
    url: 'https://example.com/hooks/leads',
    body: { email: '{{ steps.ask_email.answer }}' },
  },
  guarantee: 'at-least-once',
  waits: false,
  counts: false,
  outcomes: nextOrError,
  output: (_config, outcome) =>
    byOutcome(outcome, { next: object({ deliveryId: text, status: number }) }),
});
