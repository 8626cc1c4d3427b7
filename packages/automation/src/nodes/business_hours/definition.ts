import { z } from 'zod';
import { businessHours } from '../../businessHours.ts';
import { defineNode } from '../../definition.ts';
import { boolean, date, object } from '../../valueTypes.ts';

export const definition = defineNode({
  kind: 'business_hours',
  type: 'condition',
  title: 'Business hours',
  description: 'Takes one way while the business is open, and another while it is closed.',
  icon: 'clock',
  config: z.object({ hours: businessHours }),
  example: {
    hours: {
      timeZone: 'Europe/Vienna',
      days: { monday: [{ from: '09:00', to: '17:00' }] },
      holidays: ['2026-12-25'],
    },
  },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  givesOwnValues: true,
  outcomes: () => [
    { id: 'open', title: 'Open', isOptional: true },
    { id: 'closed', title: 'Closed', isOptional: true },
  ],
  output: () => object({ isOpen: boolean, nextOpening: date }),
});
