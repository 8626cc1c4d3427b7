import { expect, it } from 'vitest';
import { datesIn, feastsInWords, neighbouringDay, speaksOf, weekdaysIn } from './calendar.ts';

it('weekdays are read by themselves, in ranges, and as weekends', () => {
  expect([...weekdaysIn('Monday to Wednesday and Saturdays')].sort()).toEqual([0, 1, 2, 5]);
  expect([...weekdaysIn('Friday to Monday')].sort()).toEqual([0, 4, 5, 6]);
  expect([...weekdaysIn('at the weekend')]).toEqual([5, 6]);
  expect(weekdaysIn('every day').size).toBe(0);
});

it('dates are read as numbers, as words and as feasts', () => {
  expect([...datesIn('on 25 and 26 December')]).toEqual([1225, 1226]);
  expect([...datesIn('the 3rd of May')]).toEqual([503]);
  expect([...datesIn('New Year’s Eve')]).toEqual([1231]);
  expect([...datesIn('on New Year’s Day')]).toEqual([101]);
  expect([...datesIn('you may ask 12 people')]).toEqual([]);
});

it('a date within two others is spoken of', () => {
  expect(speaksOf('From 15 November to 24 December we open late.', 1201)).toBe(true);
  expect(speaksOf('From 15 November to 24 December we open late.', 1001)).toBe(false);
});

it('a neighbouring day is counted from the one that was asked about last', () => {
  const day = (question: string, ...before: string[]) => neighbouringDay({ question, before });
  expect(day('and the day after?', 'Open on New Year’s Eve?')).toBe('1 January');
  expect(day('and the day before', 'and on 1 March?', 'on 5 May?')).toBe('28 February');
  expect(day('the next day?', 'are you open on Sundays?')).toBe('Monday');
  expect(day('and in May?', 'on 5 May?')).toBeNull();
  expect(day('the day after?')).toBeNull();
});

it('feasts are dates', () => {
  expect(feastsInWords('open on Boxing Day?')).toBe('26 December');
  expect(feastsInWords('open on Monday?')).toBe('');
});
