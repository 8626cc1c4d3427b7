import { z } from 'zod';
import { businessHours } from '../../businessHours.ts';
import { defineNode } from '../../definition.ts';
import { duration } from '../../duration.ts';
import { byOutcome, nextOrError } from '../../fields/outcomes.ts';
import { ofActions } from '../../fields/retry.ts';
import { ownTimeZone, timeOfDay } from '../../timeZone.ts';
import { date, object } from '../../valueTypes.ts';

export const definition = defineNode({
  kind: 'wait',
  type: 'action',
  title: 'Wait',
  description: 'Goes on after some time, at a time of day, or when the business is open.',
  icon: 'hourglass',
  config: z.object({
    until: z
      .discriminatedUnion('mode', [
        z
          .object({ mode: z.literal('duration'), duration: duration({ title: 'For' }) })
          .meta({ title: 'Some time has passed' }),
        z
          .object({ mode: z.literal('time'), time: timeOfDay, timeZone: ownTimeZone })
          .meta({ title: 'A time of day' }),
        z
          .object({ mode: z.literal('open'), hours: businessHours })
          .meta({ title: 'The business is open' }),
      ])
      .meta({ title: 'Until' }),
    ...ofActions,
  }),
  example: { until: { mode: 'duration', duration: { amount: 1, unit: 'days' } } },
  guarantee: 'exactly-once',
  waits: true,
  counts: false,
  givesOwnValues: true,
  outcomes: nextOrError,
  output: (_config, outcome) => byOutcome(outcome, { next: object({ resumedAt: date }) }),
});
