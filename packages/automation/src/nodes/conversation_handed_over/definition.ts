import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { ofTriggers } from '../../fields/common.ts';
import { conversationEvent } from '../../fields/events.ts';
import { next } from '../../fields/outcomes.ts';
import { object, text } from '../../valueTypes.ts';

export const definition = defineNode({
  kind: 'conversation_handed_over',
  type: 'trigger',
  title: 'Conversation handed over',
  description: 'A person has the conversation from now on: somebody asked for one, or took over.',
  icon: 'headset',
  config: z.object(ofTriggers),
  example: {},
  guarantee: 'exactly-once',
  event: 'conversation.handed_over',
  waits: false,
  counts: false,
  outcomes: () => [next],
  output: () => object({ ...conversationEvent.fields, reason: text }),
});
