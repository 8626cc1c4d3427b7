import { defineNode } from '@echoai/automation/definition';
import { byOutcome, foundOrAbsent } from '@echoai/automation/fields/outcomes';
import { ofOutsideActions } from '@echoai/automation/fields/retry';
import { template } from '@echoai/automation/fields/template';
import { object, text } from '@echoai/automation/valueTypes';
import { z } from 'zod';
import { connection } from '../../fields.ts';

export const definition = defineNode({
  kind: 'slack_find_user',
  type: 'action',
  title: 'Slack: find person',
  description: 'Looks a colleague up by e-mail address.',
  icon: 'contact',
  config: z.object({
    connectionId: connection('slack', 'Slack'),
    email: template({ title: 'E-mail address', placeholder: 'ada@example.com', max: 300 }),
    ...ofOutsideActions,
  }),
  example: { connectionId: 'con_example', email: 'ada@example.com' },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  outcomes: foundOrAbsent,
  output: (_config, outcome) =>
    byOutcome(outcome, { found: object({ userId: text, name: text, email: text }) }),
});
