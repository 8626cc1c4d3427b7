import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { ofTriggers, word, words } from '../../fields/common.ts';
import { messageEvent } from '../../fields/events.ts';
import { next } from '../../fields/outcomes.ts';

export const definition = defineNode({
  kind: 'message_received',
  type: 'trigger',
  title: 'Message received',
  description: 'A visitor writes a message.',
  icon: 'message-square',
  config: z.object({
    ...ofTriggers,
    textContains: words({
      title: 'Text contains any of',
      description: 'Upper and lower case are the same.',
      max: 200,
    }),
    urlContains: z
      .string()
      .trim()
      .max(500)
      .optional()
      .meta({ title: 'Page address contains', placeholder: '/pricing' }),
    language: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language such as de or pt-BR')
      .optional()
      .meta({ title: 'Language', description: 'de takes de-AT too.', placeholder: 'de' }),
    tag: word({ title: 'Conversation has the tag', control: 'tag' }).optional(),
  }),
  example: { textContains: ['refund', 'money back'], language: 'en' },
  guarantee: 'exactly-once',
  event: 'message.received',
  waits: false,
  counts: false,
  outcomes: () => [next],
  output: () => messageEvent,
});
