import { describe, expect, it } from 'vitest';
import { firstPeriod, readPeriod } from './period.ts';

describe('a period', () => {
  const now = new Date('2026-03-10T12:00:00Z');

  it('of days ends now', () => {
    expect(readPeriod({ ...firstPeriod(now), days: '7' }, now)).toEqual({
      from: '2026-03-03T12:00:00.000Z',
      to: now.toISOString(),
    });
  });

  it('of dates has both of them whole', () => {
    const read = readPeriod({ days: 'dates', from: '2026-03-02', to: '2026-03-02' }, now);
    expect(read).toEqual({
      from: new Date('2026-03-02T00:00:00').toISOString(),
      to: new Date('2026-03-03T00:00:00').toISOString(),
    });
  });

  it('says what is wrong with its dates', () => {
    const problemOf = (from: string, to: string) => readPeriod({ days: 'dates', from, to }, now);
    expect(problemOf('2026-03-03', '2026-03-02')).toEqual({
      problem: 'The first day is after the last.',
    });
    expect(problemOf('', '2026-03-02')).toEqual({ problem: 'Give both dates.' });
  });
});
