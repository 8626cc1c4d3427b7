import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { ofTriggers, words } from '../../fields/common.ts';
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
    intents: words({ title: 'Intents', least: 1, control: 'intents' }),
    minimumConfidence: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .meta({ title: 'Least confidence', description: 'From 0 to 1.' }),
  }),
  guarantee: 'exactly-once',
  event: 'message.received',
  waits: false,
  counts: false,
  outcomes: () => [next],
  output: ({ intents }) => object({ ...messageEvent.fields, intent: choice(intents) }),
});
