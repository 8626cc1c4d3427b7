import { IANAZone } from 'luxon';
import { z } from 'zod';

/** An IANA name, such as Europe/Vienna. */
export const timeZone = z
  .string()
  .max(60)
  .refine((name) => IANAZone.isValidZone(name), {
    message: 'must be the name of a time zone, such as Europe/Vienna',
  })
  .meta({ title: 'Time zone', placeholder: 'Europe/Vienna', control: 'time-zone' });

/** `08:30`; `24:00` is the end of the day. */
export const timeOfDay = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 08:30')
  .meta({ title: 'Time', control: 'time' });
