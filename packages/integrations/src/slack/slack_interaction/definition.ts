import { defineNode } from '@echoai/automation/definition';
import { next } from '@echoai/automation/fields/outcomes';
import { object, text } from '@echoai/automation/valueTypes';
import { z } from 'zod';
import { connection } from '../../fields.ts';

export const definition = defineNode({
  kind: 'slack_interaction',
  type: 'trigger',
  title: 'Slack: button is pressed',
  description: 'Somebody presses a button of a message that an automation posted.',
  icon: 'square-check',
  config: z.object({
    connectionId: connection('slack', 'Slack'),
    button: z.string().trim().max(100).default('').meta({
      title: 'Id of the button',
      placeholder: 'Any',
    }),
  }),
  example: { connectionId: 'con_example', button: 'take_over' },
  guarantee: 'exactly-once',
  event: null,
  waits: false,
  counts: false,
  outcomes: () => [next],
  output: () =>
    object({
      button: text,
      user: text,
      userName: text,
      channel: text,
      messageTs: text,
      messageText: text,
    }),
});
