import { openingTimes, weekdays } from '@echoai/contract/businessHours';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { ownTimeZone } from './timeZone.ts';
import { spend } from './work.ts';

export { weekdays };

/**
 * When a business is open: intervals by the clock of its time zone for every weekday, none on the
 * dates in `holidays` (`2026-12-25`). Over midnight takes two: to 24:00, and from 00:00.
 */
export const businessHours = z
  .object({
    timeZone: ownTimeZone,
    ...openingTimes,
  })
  .meta({ title: 'Business hours', control: 'business-hours' });
export type BusinessHours = z.output<typeof businessHours>;

/** Days that `nextOpening` looks ahead. */
const horizon = 400;

/**
 * Whether an interval holds the moment: its beginning belongs to it, its end does not.
 * @param zone the automation's, for hours that name none
 */
export function isOpen(hours: BusinessHours, at: Date, zone = 'UTC'): boolean {
  const local = DateTime.fromJSDate(at, { zone: hours.timeZone ?? zone });
  return openingsOn(hours, local).some(({ from, to }) => from <= at && at < to);
}

/** The first moment from `at` on that is open: `at` itself if it is. Null when none comes in 400 days. */
export function nextOpening(hours: BusinessHours, at: Date, zone = 'UTC'): Date | null {
  const today = DateTime.fromJSDate(at, { zone: hours.timeZone ?? zone }).startOf('day');
  for (let ahead = 0; ahead <= horizon; ahead++) {
    const next = openingsOn(hours, today.plus({ days: ahead }))
      .filter(({ to }) => to > at)
      .map(({ from }) => from)
      .toSorted((a, b) => a.getTime() - b.getTime())[0];
    if (next) return next > at ? next : at;
  }
  return null;
}

/**
 * A day's intervals as moments. An interval that the change of clocks swallows is left out; at an
 * hour that comes twice, it begins with the first and ends with the second.
 */
function openingsOn(hours: BusinessHours, day: DateTime): { from: Date; to: Date }[] {
  spend(2_500);
  if (hours.holidays.includes(day.toISODate() ?? '')) return [];
  const intervals = hours.days[weekdays[day.weekday - 1]!];
  spend(2_000 * intervals.length);
  return intervals
    .map(({ from, to }) => ({
      from: momentOf(day, from, 'first'),
      to: momentOf(day, to, 'last'),
    }))
    .filter(({ from, to }) => from < to);
}

/** A time that the change of clocks skips counts as the moment of the change. */
function momentOf(day: DateTime, time: string, which: 'first' | 'last'): Date {
  if (time === '24:00') return day.plus({ days: 1 }).startOf('day').toJSDate();
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  const local = day.set({ hour, minute, second: 0, millisecond: 0 });
  if (local.hour !== hour || local.minute !== minute) return changeBefore(local);
  const both = local.getPossibleOffsets().map((moment) => moment.toMillis());
  return new Date(which === 'first' ? Math.min(...both) : Math.max(...both));
}

/** The latest change of clocks before a moment of the same day; clocks change on a full minute. */
function changeBefore(moment: DateTime): Date {
  let change = moment.startOf('minute');
  while (change.minus({ minutes: 1 }).offset === moment.offset)
    change = change.minus({ minutes: 1 });
  return change.toJSDate();
}
