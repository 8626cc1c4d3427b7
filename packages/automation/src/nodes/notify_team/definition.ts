import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { recipients } from '../../fields/common.ts';
import { byOutcome, nextOrError } from '../../fields/outcomes.ts';
import { ofUncertainActions } from '../../fields/retry.ts';
import { template } from '../../fields/template.ts';

export const definition = defineNode({
  kind: 'notify_team',
  type: 'action',
  title: 'Notify the team',
  description: 'Shows a notice in the dashboard, and sends it by e-mail if told to.',
  icon: 'bell',
  config: z.object({
    title: template({ title: 'Title', max: 200, isForTeam: true }),
    text: template({
      title: 'Text',
      control: 'template-area',
      isOptional: true,
      isForTeam: true,
    }).default(''),
    emails: recipients({ title: 'By e-mail to' }).default([]),
    ...ofUncertainActions,
  }),
  example: { title: 'A visitor is unhappy', text: '{{ event.text }}' },
  guarantee: 'at-most-once',
  guaranteeWith: ({ emails }) => (emails.length > 0 ? 'at-most-once' : 'exactly-once'),
  needs: ({ emails }) => (emails.length > 0 ? ['mail'] : []),
  waits: false,
  counts: false,
  changes: [],
  outcomes: nextOrError,
  output: (_config, outcome) => byOutcome(outcome, {}),
});
