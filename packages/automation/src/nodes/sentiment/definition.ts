import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { ofTriggers } from '../../fields/common.ts';
import { messageEvent } from '../../fields/events.ts';
import { next } from '../../fields/outcomes.ts';

const threshold = z
  .number()
  .min(-1)
  .max(1)
  .meta({ title: 'Sentiment', description: 'From −1, angry, to 1, delighted.' });

export const definition = defineNode({
  kind: 'sentiment',
  type: 'trigger',
  title: 'Mood changes',
  description: 'A message is in a certain mood, or the mood of the last messages falls.',
  icon: 'smile',
  config: z.object({
    ...ofTriggers,
    when: z
      .discriminatedUnion('mode', [
        z.object({ mode: z.literal('below'), threshold }).meta({ title: 'A message is below' }),
        z.object({ mode: z.literal('above'), threshold }).meta({ title: 'A message is above' }),
        z
          .object({
            mode: z.literal('falling'),
            by: z.number().positive().max(2).meta({ title: 'Falls by' }),
            messages: z.int().min(2).max(20).meta({ title: 'Over the last messages' }),
          })
          .meta({ title: 'The mood falls' }),
      ])
      .meta({ title: 'When' }),
  }),
  example: { when: { mode: 'falling', by: 0.5, messages: 3 } },
  guarantee: 'exactly-once',
  event: 'message.received',
  waits: false,
  counts: false,
  outcomes: () => [next],
  output: () => messageEvent,
});
