import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessHours, isOpen, nextOpening, weekdays } from './businessHours.ts';

const shop = businessHours.parse({
  timeZone: 'Europe/Vienna',
  days: {
    monday: [
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '17:00' },
    ],
    saturday: [{ from: '22:00', to: '24:00' }],
    sunday: [{ from: '00:00', to: '03:00' }],
  },
  holidays: ['2026-01-05'],
});
const at = (text: string) => new Date(text);

/** Open every day by the clock of Vienna. */
const daily = (from: string, to: string) =>
  businessHours.parse({
    timeZone: 'Europe/Vienna',
    days: Object.fromEntries(weekdays.map((weekday) => [weekday, [{ from, to }]])),
  });

describe('business hours', () => {
  it('hold from the beginning of an interval to its end, by the clock of their time zone', () => {
    expect(isOpen(shop, at('2026-01-12T08:00:00Z'))).toBe(true);
    expect(isOpen(shop, at('2026-01-12T07:59:59.999Z'))).toBe(false);
    expect(isOpen(shop, at('2026-01-12T11:00:00Z'))).toBe(false);
    expect(isOpen(shop, at('2026-01-13T08:00:00Z'))).toBe(false);
  });

  it('do not hold on holidays, and open again after them', () => {
    expect(isOpen(shop, at('2026-01-05T08:00:00Z'))).toBe(false);
    expect(nextOpening(shop, at('2026-01-05T08:00:00Z'))).toEqual(at('2026-01-10T21:00:00Z'));
  });

  it('go over midnight in two intervals', () => {
    expect(isOpen(shop, at('2026-01-10T22:59:59Z'))).toBe(true);
    expect(isOpen(shop, at('2026-01-10T23:00:00Z'))).toBe(true);
    expect(isOpen(shop, at('2026-01-11T02:00:00Z'))).toBe(false);
  });

  it('follow the clock through the changes of daylight saving', () => {
    const nine = daily('09:00', '17:00');
    expect(nextOpening(nine, at('2026-03-28T20:00:00Z'))).toEqual(at('2026-03-29T07:00:00Z'));
    expect(nextOpening(nine, at('2026-10-24T20:00:00Z'))).toEqual(at('2026-10-25T08:00:00Z'));
  });

  it('that the change of clocks skips do not open', () => {
    const skipped = daily('02:00', '03:00');
    expect(nextOpening(skipped, at('2026-03-29T00:00:00Z'))).toEqual(at('2026-03-30T00:00:00Z'));
    const partly = daily('02:30', '04:00');
    expect(nextOpening(partly, at('2026-03-29T00:00:00Z'))).toEqual(at('2026-03-29T01:00:00Z'));
    expect(isOpen(partly, at('2026-03-29T01:59:59Z'))).toBe(true);
    expect(isOpen(partly, at('2026-03-29T02:00:00Z'))).toBe(false);
  });

  it('that come twice stay open through both', () => {
    const twice = daily('02:00', '03:00');
    for (const time of ['00:00', '00:59', '01:00', '01:59'])
      expect(isOpen(twice, at(`2026-10-25T${time}:00Z`)), time).toBe(true);
    expect(isOpen(twice, at('2026-10-25T02:00:00Z'))).toBe(false);
  });

  it('that never come have no next opening', () => {
    const never = businessHours.parse({ timeZone: 'UTC', days: {} });
    expect(nextOpening(never, at('2026-01-01T00:00:00Z'))).toBeNull();
  });

  it('are refused with an unknown zone, or when they end before they begin', () => {
    expect(businessHours.safeParse({ timeZone: 'Mars/Base', days: {} }).success).toBe(false);
    const days = { monday: [{ from: '17:00', to: '09:00' }] };
    expect(businessHours.safeParse({ timeZone: 'UTC', days }).success).toBe(false);
  });

  it('are open at the next opening, and closed all the time until it', () => {
    const zone = fc.constantFrom('Europe/Vienna', 'America/New_York', 'Australia/Lord_Howe', 'UTC');
    const time = fc.integer({ min: 0, max: 95 });
    const from2026 = fc.integer({ min: 0, max: 366 * 1_440 });
    const clock = (quarter: number) =>
      `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
    fc.assert(
      fc.property(
        zone,
        time,
        time,
        from2026,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (timeZone, a, b, minutes, share) => {
          fc.pre(a !== b);
          const interval = { from: clock(Math.min(a, b)), to: clock(Math.max(a, b)) };
          const days = Object.fromEntries(weekdays.map((weekday) => [weekday, [interval]]));
          const hours = businessHours.parse({ timeZone, days });
          const moment = new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);
          const next = nextOpening(hours, moment)!;
          expect(isOpen(hours, next)).toBe(true);
          expect(next >= moment).toBe(true);
          const between = moment.getTime() + share * (next.getTime() - moment.getTime());
          if (next > moment) expect(isOpen(hours, new Date(between))).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });
});
