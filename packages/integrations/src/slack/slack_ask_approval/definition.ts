import { defineNode } from '@echoai/automation/definition';
import { duration } from '@echoai/automation/duration';
import { byDecision, decisions } from '@echoai/automation/fields/outcomes';
import { ofUncertainActions } from '@echoai/automation/fields/retry';
import { template } from '@echoai/automation/fields/template';
import { z } from 'zod';
import { connection, option } from '../../fields.ts';
import { inThread, verifies } from '../fields.ts';

export const definition = defineNode({
  kind: 'slack_ask_approval',
  type: 'action',
  title: 'Slack: ask for approval',
  description: 'Asks with two buttons, and waits until somebody presses one.',
  icon: 'user-check',
  config: z.object({
    connectionId: connection('slack', 'Slack'),
    to: option({ title: 'Channel or person', list: 'destinations' }),
    question: template({
      title: 'Question',
      control: 'template-area',
      max: 3_000,
      isForTeam: true,
    }),
    timeout: duration({ title: 'Wait for at most' }).prefault({ amount: 3, unit: 'days' }),
    inThread,
    verifies,
    ...ofUncertainActions,
  }),
  example: {
    connectionId: 'con_example',
    to: 'C0123456789',
    question: 'Refund the order of {{ visitor.email }}?',
  },
  guarantee: 'at-most-once',
  guaranteeWith: ({ verifies }) => (verifies ? 'exactly-once' : 'at-most-once'),
  waits: true,
  counts: false,
  givesOwnValues: true,
  outcomes: decisions,
  output: byDecision,
});
