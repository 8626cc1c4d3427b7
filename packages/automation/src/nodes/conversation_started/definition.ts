import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { ofTriggers } from '../../fields/common.ts';
import { conversationEvent } from '../../fields/events.ts';
import { next } from '../../fields/outcomes.ts';

export const definition = defineNode({
  kind: 'conversation_started',
  type: 'trigger',
  title: 'Conversation started',
  description: 'A visitor writes the first message of a conversation.',
  icon: 'message-circle-plus',
  config: z.object(ofTriggers),
  example: {},
  guarantee: 'exactly-once',
  event: 'conversation.started',
  waits: false,
  counts: false,
  outcomes: () => [next],
  output: () => conversationEvent,
});
