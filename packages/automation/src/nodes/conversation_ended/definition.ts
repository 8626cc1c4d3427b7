import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { ofTriggers } from '../../fields/common.ts';
import { conversationEvent } from '../../fields/events.ts';
import { next } from '../../fields/outcomes.ts';

export const definition = defineNode({
  kind: 'conversation_ended',
  type: 'trigger',
  title: 'Conversation ended',
  description: 'Nobody has written for half an hour.',
  icon: 'message-circle-off',
  config: z.object(ofTriggers),
  example: {},
  guarantee: 'exactly-once',
  event: 'conversation.ended',
  waits: false,
  counts: false,
  outcomes: () => [next],
  output: () => conversationEvent,
});
