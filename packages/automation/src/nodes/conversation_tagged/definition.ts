import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { ofTriggers, word } from '../../fields/common.ts';
import { conversationEvent } from '../../fields/events.ts';
import { next } from '../../fields/outcomes.ts';
import { object, text } from '../../valueTypes.ts';

export const definition = defineNode({
  kind: 'conversation_tagged',
  type: 'trigger',
  title: 'Conversation tagged',
  description: 'A tag is put on a conversation.',
  icon: 'tag',
  config: z.object({
    ...ofTriggers,
    tag: word({ title: 'Tag', placeholder: 'vip', control: 'tag' }),
  }),
  example: { tag: 'vip' },
  guarantee: 'exactly-once',
  event: 'conversation.tagged',
  waits: false,
  counts: false,
  outcomes: () => [next],
  output: () => object({ ...conversationEvent.fields, tag: text }),
});
