import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { ofTriggers } from '../../fields/common.ts';
import { conversationEvent } from '../../fields/events.ts';
import { next } from '../../fields/outcomes.ts';
import { number, object } from '../../valueTypes.ts';

export const definition = defineNode({
  kind: 'conversation_idle',
  type: 'trigger',
  title: 'Conversation idle',
  description: 'Nobody has written for some minutes.',
  icon: 'timer',
  config: z.object({
    ...ofTriggers,
    minutes: z.int().min(1).max(10_080).default(10).meta({ title: 'Minutes without a message' }),
  }),
  example: { minutes: 10 },
  guarantee: 'exactly-once',
  event: 'conversation.idle',
  waits: false,
  counts: false,
  outcomes: () => [next],
  output: () => object({ ...conversationEvent.fields, minutes: number }),
});
