import { defineNode } from '@echoai/automation/definition';
import { next } from '@echoai/automation/fields/outcomes';
import { any, object, text } from '@echoai/automation/valueTypes';
import { z } from 'zod';
import { connection, option } from '../../fields.ts';

export const definition = defineNode({
  kind: 'slack_event',
  type: 'trigger',
  title: 'Slack: something happens',
  description: 'The app is mentioned, a message is written, or a reaction is added.',
  icon: 'hash',
  config: z.object({
    connectionId: connection('slack', 'Slack'),
    on: z
      .enum(['app_mention', 'message', 'reaction_added'])
      .default('app_mention')
      .meta({
        title: 'When',
        choices: {
          app_mention: 'The app is mentioned',
          message: 'A message is written',
          reaction_added: 'A reaction is added',
        },
      }),
    channel: option({
      title: 'Only in',
      list: 'destinations',
      isOptional: true,
      placeholder: 'Every channel that it sees',
    }).default(''),
    contains: z.string().max(200).default('').meta({ title: 'Only if the text has' }),
  }),
  example: { connectionId: 'con_example' },
  guarantee: 'exactly-once',
  event: null,
  waits: false,
  counts: false,
  outcomes: () => [next],
  output: () =>
    object({ type: text, text, user: text, channel: text, ts: text, threadTs: any, reaction: any }),
});
