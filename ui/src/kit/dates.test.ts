import { expect, test } from 'vitest';
import { civilDate, clockTime, dayOf, minutesSince, weekdayAndDate } from './dates';

test('a civil date is read as written, in any time zone', () => {
  expect(civilDate('1959-03-14')).toBe('14 Mar 1959');
  expect(civilDate('1959-03')).toBe('Mar 1959');
  expect(civilDate('1959')).toBe('1959');
  expect(civilDate('unknown')).toBe('unknown');
});

test('a whole day is said with its weekday', () => {
  expect(weekdayAndDate('1959-03-14')).toBe('Sat 14 Mar 1959');
  expect(weekdayAndDate('2026-11-30')).toBe('Mon 30 Nov 2026');
  expect(weekdayAndDate('1959-03')).toBe('Mar 1959');
});

test('an instant is shown on the clock of this computer', () => {
  const noon = new Date(2026, 10, 22, 12, 5);
  expect(dayOf(noon)).toBe('2026-11-22');
  expect(clockTime(noon.toISOString())).toBe('12:05');
});

test('minutes waited are whole and never negative', () => {
  const arrived = '2026-11-22T10:00:00Z';
  expect(minutesSince(arrived, Date.parse('2026-11-22T10:14:59Z'))).toBe(14);
  expect(minutesSince(arrived, Date.parse('2026-11-22T09:00:00Z'))).toBe(0);
});
