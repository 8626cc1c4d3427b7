import { Duration } from 'luxon';
import { z } from 'zod';
import type { FieldText } from './fields/template.ts';

/** Milliseconds of each unit; days have 24 hours. */
const milliseconds = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 };
export type DurationUnit = keyof typeof milliseconds;
export interface DurationValue {
  amount: number;
  unit: DurationUnit;
}

const units = Object.keys(milliseconds) as [DurationUnit, ...DurationUnit[]];
const maxDays = 366;

/** A length of time as people say it, from a second to a year. */
export function duration(text: FieldText) {
  return z
    .object({
      amount: z.number().positive().max(1_000_000).meta({ title: 'Number' }),
      unit: z.enum(units).meta({ title: 'Unit' }),
    })
    .refine((value) => inMilliseconds(value) >= 1_000, { message: 'must be a second at least' })
    .refine((value) => inMilliseconds(value) <= maxDays * milliseconds.days, {
      message: `must be ${maxDays} days at most`,
    })
    .meta({ ...text, control: 'duration' });
}

export function inMilliseconds({ amount, unit }: DurationValue): number {
  return Math.round(amount * milliseconds[unit]);
}

/** ISO 8601: 90 minutes are `PT1H30M`. */
export function toIso(value: DurationValue): string {
  return Duration.fromMillis(inMilliseconds(value))
    .shiftTo('days', 'hours', 'minutes', 'seconds')
    .toISO();
}

/**
 * From ISO 8601, in the largest unit that divides it: `PT90M` is 90 minutes.
 *
 * @returns null for what is no duration, or has months or years, whose length varies.
 */
export function fromIso(text: string): DurationValue | null {
  const parsed = Duration.fromISO(text);
  if (!parsed.isValid || parsed.months || parsed.years) return null;
  const total = parsed.toMillis();
  if (total <= 0) return null;
  const unit = units.toReversed().find((unit) => total % milliseconds[unit] === 0) ?? 'seconds';
  return { amount: total / milliseconds[unit], unit };
}
