import { timeOfDay, timeZone } from '@echoai/contract/businessHours';
import { DateTime } from 'luxon';

export { timeOfDay, timeZone };

/** One that may be left out: the automation's then counts. */
export const ownTimeZone = timeZone.optional().meta({
  description: 'Without one: that of the automation.',
});

/** The automation's, a field of its trigger whatever that is. */
export const automationTimeZone = timeZone.optional().meta({
  title: 'Time zone of the automation',
  description:
    'By its clock, times without a zone are read and dates are written. Without one: UTC.',
});

/** The time zone that a trigger's configuration gives its automation. */
export function timeZoneOf(trigger: unknown): string {
  const { timeZone } = (trigger ?? {}) as { timeZone?: unknown };
  return typeof timeZone === 'string' && timeZone !== '' ? timeZone : 'UTC';
}

/** The automation's time zone, as the scope of its templates and conditions has it. */
export function timeZoneIn(scope: unknown): string {
  return timeZoneOf((scope as { workflow?: unknown } | null | undefined)?.workflow);
}

/**
 * The moment at which a clock of the zone shows a time, which is given as UTC would show it. A time that
 * is skipped when clocks go forward moves by what they skip; of two equal times, the first counts.
 * @returns milliseconds since 1970
 */
export function momentAt(shown: number, zone: string): number {
  if (zone === 'UTC') return shown;
  const local = DateTime.fromMillis(shown, { zone: 'utc' }).setZone(zone, { keepLocalTime: true });
  return local.isValid
    ? Math.min(...local.getPossibleOffsets().map((one) => one.toMillis()))
    : shown;
}
