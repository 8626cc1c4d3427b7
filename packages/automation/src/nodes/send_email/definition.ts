import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { recipients } from '../../fields/common.ts';
import { byOutcome, nextOrError } from '../../fields/outcomes.ts';
import { ofUncertainActions } from '../../fields/retry.ts';
import { template } from '../../fields/template.ts';
import { object, text } from '../../valueTypes.ts';

export const definition = defineNode({
  kind: 'send_email',
  type: 'action',
  title: 'Send e-mail',
  description: 'Sends an e-mail.',
  icon: 'mail',
  config: z.object({
    to: recipients({ title: 'To' }).min(1),
    subject: template({ title: 'Subject', max: 300, isForTeam: true }),
    body: template({
      title: 'Text',
      max: 10_000,
      control: 'template-area',
      isForTeam: true,
    }),
    ...ofUncertainActions,
  }),
  example: {
    to: ['team@example.com'],
    subject: 'New lead',
    body: '{{ steps.ask_email.answer }} asks for a quote.',
  },
  guarantee: 'at-most-once',
  needs: () => ['mail'],
  waits: false,
  counts: false,
  outcomes: nextOrError,
  output: (_config, outcome) => byOutcome(outcome, { next: object({ emailId: text }) }),
});
