import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { sample } from '../../fields/json.ts';
import { next } from '../../fields/outcomes.ts';
import { object, typeOfSample } from '../../valueTypes.ts';

export const definition = defineNode({
  kind: 'manual',
  type: 'trigger',
  title: 'Run by hand',
  description: 'A person, another workflow or the API starts it, with an input.',
  icon: 'play',
  config: z.object({
    sample: sample({ title: 'Sample of the input' }),
  }),
  example: { sample: { email: 'ada@example.com' } },
  guarantee: 'exactly-once',
  event: null,
  waits: false,
  counts: false,
  outcomes: () => [next],
  output: ({ sample }) => object({ input: typeOfSample(sample) }),
});
