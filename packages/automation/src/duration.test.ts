import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duration, fromIso, inMilliseconds, toIso } from './duration.ts';
import { nextRun } from './schedule.ts';

const schema = duration({ title: 'How long' });

describe('a duration', () => {
  it('lies between a second and a year', () => {
    expect(schema.safeParse({ amount: 1, unit: 'seconds' }).success).toBe(true);
    expect(schema.safeParse({ amount: 366, unit: 'days' }).success).toBe(true);
    expect(schema.safeParse({ amount: 0.5, unit: 'seconds' }).success).toBe(false);
    expect(schema.safeParse({ amount: 367, unit: 'days' }).success).toBe(false);
    expect(schema.safeParse({ amount: -1, unit: 'days' }).success).toBe(false);
  });

  it('is ISO 8601 too', () => {
    expect(toIso({ amount: 90, unit: 'minutes' })).toBe('PT1H30M');
    expect(fromIso('PT90M')).toEqual({ amount: 90, unit: 'minutes' });
    expect(fromIso('P2D')).toEqual({ amount: 2, unit: 'days' });
    for (const text of ['P1M', 'P1Y', 'PT0S', 'soon', '-PT1H']) expect(fromIso(text)).toBeNull();
  });

  it('keeps its length through ISO 8601', () => {
    const unit = fc.constantFrom('seconds', 'minutes', 'hours', 'days');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 366 }), unit, (amount, unit) => {
        const value = { amount, unit } as Parameters<typeof toIso>[0];
        expect(inMilliseconds(fromIso(toIso(value))!)).toBe(inMilliseconds(value));
      }),
    );
  });
});

describe('a schedule', () => {
  it('runs by the clock of its time zone, through the changes of daylight saving', () => {
    const nine = (after: string) =>
      nextRun({ cron: '0 9 * * *', timeZone: 'Europe/Vienna', after: new Date(after) });
    expect(nine('2026-03-28T12:00:00Z')).toEqual(new Date('2026-03-29T07:00:00Z'));
    expect(nine('2026-10-24T12:00:00Z')).toEqual(new Date('2026-10-25T08:00:00Z'));
  });

  it('that names no moment has no next run', () => {
    const never = { cron: '0 0 31 2 *', timeZone: 'UTC', after: new Date('2026-01-01T00:00:00Z') };
    expect(nextRun(never)).toBeNull();
  });
});
