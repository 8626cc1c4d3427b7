import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { ofTriggers } from '../../fields/common.ts';
import { messageEvent } from '../../fields/events.ts';
import { next } from '../../fields/outcomes.ts';
import { choice, object } from '../../valueTypes.ts';

export const definition = defineNode({
  kind: 'intent_detected',
  type: 'trigger',
  title: 'Intent detected',
  description: 'A message wants one of certain things.',
  icon: 'target',
  config: z.object({
    ...ofTriggers,
    intents: z
      .array(z.string().trim().min(1).max(60))
      .min(1)
      .max(50)
      .meta({ title: 'Intents', control: 'intents' }),
    minimumConfidence: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .meta({ title: 'Least confidence', description: 'From 0 to 1.' }),
  }),
  example: { intents: ['cancel_order'], minimumConfidence: 0.6 },
  guarantee: 'exactly-once',
  event: 'message.received',
  waits: false,
  counts: false,
  outcomes: () => [next],
  output: ({ intents }) => object({ ...messageEvent.fields, intent: choice(intents) }),
});
