import { z } from 'zod';
import { defineNode } from '../../definition.ts';

export const definition = defineNode({
  kind: 'end',
  type: 'action',
  title: 'End',
  description: 'Ends the automation.',
  icon: 'circle-stop',
  config: z.object({}),
  example: {},
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  changes: [],
  outcomes: () => [],
  output: () => null,
});
