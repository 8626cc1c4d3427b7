import { defineNode } from '@echoai/automation/definition';
import { byOutcome, nextOrError } from '@echoai/automation/fields/outcomes';
import { ofUncertainActions } from '@echoai/automation/fields/retry';
import { template } from '@echoai/automation/fields/template';
import { object, text } from '@echoai/automation/valueTypes';
import { z } from 'zod';
import { connection, option } from '../../fields.ts';
import { inThread, verifies } from '../fields.ts';

const button = z.object({
  label: z.string().trim().min(1, 'must not be empty').max(75).meta({ title: 'Label' }),
  id: z.string().trim().min(1, 'must not be empty').max(100).meta({
    title: 'Id',
    description: 'What the trigger “Slack: button is pressed” is told.',
  }),
});

export const definition = defineNode({
  kind: 'slack_post_message',
  type: 'action',
  title: 'Slack: post message',
  description: 'Writes to a channel or a person.',
  icon: 'hash',
  config: z.object({
    connectionId: connection('slack', 'Slack'),
    to: option({ title: 'Channel or person', list: 'destinations' }),
    text: template({
      title: 'Message',
      control: 'template-area',
      max: 3_000,
      isForTeam: true,
    }),
    buttons: z.array(button).max(5).default([]).meta({ title: 'Buttons' }),
    inThread,
    verifies,
    ...ofUncertainActions,
  }),
  example: {
    connectionId: 'con_example',
    to: 'C0123456789',
    text: 'An unhappy visitor wrote: {{ event.text }}',
  },
  guarantee: 'at-most-once',
  guaranteeWith: ({ verifies }) => (verifies ? 'exactly-once' : 'at-most-once'),
  waits: false,
  counts: false,
  outcomes: nextOrError,
  output: (_config, outcome) => byOutcome(outcome, { next: object({ channel: text, ts: text }) }),
});
