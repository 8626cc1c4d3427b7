import { z } from 'zod';

/** As of ISO 8601, Monday first: the place in the list plus one is luxon's `weekday`. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

const notTimeZone = 'must be the name of a time zone, such as Europe/Vienna';

/** An IANA name, such as Europe/Vienna. */
export const timeZone = z
  .string(notTimeZone)
  .max(60)
  .refine(isTimeZone, notTimeZone)
  .meta({ title: 'Time zone', placeholder: 'Europe/Vienna', control: 'time-zone' });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name !== '';
  } catch {
    return false;
  }
}

/** `08:30`; `24:00` is the end of the day. */
export const timeOfDay = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 08:30')
  .meta({ title: 'Time', control: 'time' });

const interval = z
  .object({
    from: timeOfDay.meta({ title: 'From' }),
    to: timeOfDay.meta({ title: 'To' }),
  })
  .refine(({ from, to }) => from < to, { message: 'must end after it begins', path: ['to'] });

const day = z.array(interval).max(6).default([]);
const title = (weekday: Weekday) => weekday.charAt(0).toUpperCase() + weekday.slice(1);

/** What business hours are made of besides their time zone. */
export const openingTimes = {
  days: z
    .object(
      Object.fromEntries(
        weekdays.map((weekday) => [weekday, day.meta({ title: title(weekday) })]),
      ) as Record<Weekday, typeof day>,
    )
    .meta({ title: 'Opening hours' }),
  holidays: z.array(z.iso.date()).max(400).default([]).meta({ title: 'Closed on' }),
};

/** When a team is there, by the clock of its time zone; otherwise like an automation's business hours. */
export const officeHours = z.object({ timeZone, ...openingTimes });
export type OfficeHours = z.output<typeof officeHours>;
