import { DateTime } from 'luxon';
import type { z } from 'zod';
import { nextOpening } from '../../businessHours.ts';
import { inMilliseconds } from '../../duration.ts';
import type { definition } from './definition.ts';

type Until = z.output<typeof definition.config>['until'];

/**
 * When an execution that begins to wait at `now` goes on. A time of day that is now is tomorrow's;
 * null when the business never opens, which is an error of the node. A time that is skipped when clocks
 * go forward moves by what they skip; of two equal times, the first counts.
 * @param zone the automation's, where the node names none
 */
export function resumeAt(until: Until, now: Date, zone = 'UTC'): Date | null {
  if (until.mode === 'duration') return new Date(now.getTime() + inMilliseconds(until.duration));
  if (until.mode === 'open') return nextOpening(until.hours, now, zone);
  const [hour, minute] = until.time.split(':').map(Number) as [number, number];
  const today = DateTime.fromJSDate(now, { zone: until.timeZone ?? zone }).startOf('day');
  const moment = (days: number) =>
    today
      .plus({ days })
      .set({ hour: hour % 24, minute })
      .toJSDate();
  const tonight = hour === 24 ? 1 : 0;
  return moment(tonight) > now ? moment(tonight) : moment(tonight + 1);
}
