import { z } from 'zod';
import { defineNode } from '../../definition.ts';
import { next } from '../../fields/outcomes.ts';
import { cronExpression } from '../../schedule.ts';
import { timeZone } from '../../timeZone.ts';
import { date, object } from '../../valueTypes.ts';

export const definition = defineNode({
  kind: 'schedule',
  type: 'trigger',
  title: 'Schedule',
  description: 'At certain times, by the clock of a time zone.',
  icon: 'calendar-clock',
  config: z.object({ cron: cronExpression, timeZone }),
  example: { cron: '0 9 * * 1-5', timeZone: 'Europe/Vienna' },
  guarantee: 'exactly-once',
  event: null,
  waits: false,
  counts: false,
  outcomes: () => [next],
  output: () => object({ scheduledAt: date }),
});
