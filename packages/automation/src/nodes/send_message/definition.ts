import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { byOutcome, nextOrError } from '../../fields/outcomes.ts';
import { ofActions } from '../../fields/retry.ts';
import { template } from '../../fields/template.ts';
import { object, text } from '../../valueTypes.ts';

export const definition = defineNode({
  kind: 'send_message',
  type: 'action',
  title: 'Send message',
  description: 'Writes a message into the conversation.',
  icon: 'send',
  config: z.object({
    text: template({ title: 'Message', max: 4_000, control: 'template-area' }),
    ...ofActions,
  }),
  example: { text: 'Thank you, {{ visitor.name | default: "friend" }}!' },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  givesOwnValues: true,
  changes: [],
  outcomes: nextOrError,
  output: (_config, outcome) => byOutcome(outcome, { next: object({ messageId: text }) }),
});
