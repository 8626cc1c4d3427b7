import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { duration } from '../../duration.ts';
import { recipients } from '../../fields/common.ts';
import { byDecision, decisions } from '../../fields/outcomes.ts';
import { ofActions } from '../../fields/retry.ts';
import { template } from '../../fields/template.ts';

export const definition = defineNode({
  kind: 'ask_approval',
  type: 'action',
  title: 'Ask for approval',
  description: 'Waits until somebody of the team approves or declines.',
  icon: 'user-check',
  config: z.object({
    question: template({ title: 'Question', control: 'template-area', isForTeam: true }),
    approvers: recipients({
      title: 'Ask by e-mail as well',
      description: 'Without anybody, it is asked in the dashboard only.',
    }).default([]),
    timeout: duration({ title: 'Wait for at most' }).prefault({ amount: 3, unit: 'days' }),
    ...ofActions,
  }),
  example: { question: 'Refund {{ steps.order.body.total }} to {{ visitor.email }}?' },
  guarantee: 'exactly-once',
  needs: ({ approvers }) => (approvers.length > 0 ? ['mail'] : []),
  waits: true,
  counts: false,
  givesOwnValues: true,
  outcomes: decisions,
  output: byDecision,
});
