import { expect, test } from 'vitest';
import { isWhole, readDate } from './typed';

const near = (side: 'past' | 'coming', month_first = false) => ({
  month_first,
  today: '2026-11-30',
  side,
});

test.each([
  ['14 3 1959', '1959-03-14'],
  ['14.03.1959', '1959-03-14'],
  ['14/3/1959', '1959-03-14'],
  ['14 mar 1959', '1959-03-14'],
  ['14 Mar 1959', '1959-03-14'],
  ['March 14, 1959', '1959-03-14'],
  ['1959-03-14', '1959-03-14'],
  ['14031959', '1959-03-14'],
  ['03/1959', '1959-03'],
  ['mar 1959', '1959-03'],
  ['1959-03', '1959-03'],
  ['1959', '1959'],
  ['29 2 2000', '2000-02-29'],
])('%s is %s', (typed, date) => {
  expect(readDate(typed, { month_first: false })).toBe(date);
});

test('which of two small numbers is the month is the practice’s habit', () => {
  expect(readDate('3/4/1959', { month_first: false })).toBe('1959-04-03');
  expect(readDate('3/4/1959', { month_first: true })).toBe('1959-03-04');
  expect(readDate('06302025', { month_first: true })).toBe('2025-06-30');
});

test('what can be read in one way only is read that way', () => {
  expect(readDate('14/3/1959', { month_first: true }), 'there is no month 14').toBe('1959-03-14');
  expect(readDate('06302025', { month_first: false }), 'nor a month 30').toBe('2025-06-30');
});

test.each([
  '',
  '  ',
  '30 2 1959',
  '14 13 1959',
  '14 3 59',
  '14 3',
  'mar 14',
  'today',
  '2w',
  'ma 1959',
  'marble 1959',
])('%j is not guessed at', (typed) => {
  expect(readDate(typed, { month_first: false })).toBeNull();
});

test.each(['30', '31 11', '1 2 3 4', '05120630', '0d', '14 3 1', 'soon', '-', '30 6 20255', '2025-13'])(
  '%j is not guessed at near today either',
  (typed) => {
    expect(readDate(typed, near('past'))).toBeNull();
  },
);

test('where a month is a date too, only the days that have a name need no year', () => {
  const reading = { month_first: true, today: '2026-11-30' };
  expect(readDate('today', reading)).toBe('2026-11-30');
  expect(readDate('3/2027', reading)).toBe('2027-03');
  for (const typed of ['3/26', '3/27/26', 'mar 26', '2w', '2y'])
    expect(readDate(typed, reading), typed).toBeNull();
});

test('near today a day may leave out its year, or have it short', () => {
  expect(readDate('14 mar', near('past'))).toBe('2026-03-14');
  expect(readDate('mar 14', near('coming'))).toBe('2027-03-14');
  expect(readDate('30 11', near('past')), 'today is on both sides').toBe('2026-11-30');
  expect(readDate('30 11', near('coming'))).toBe('2026-11-30');
  expect(readDate('1/12', near('past')), 'the last first of December').toBe('2025-12-01');
  expect(readDate('1/12', near('past', true)), 'the last twelfth of January').toBe('2026-01-12');
  expect(readDate('29 feb', near('past'))).toBe('2024-02-29');
  expect(readDate('29 feb', near('coming'))).toBe('2028-02-29');
  expect(readDate('6/30/25', near('past', true))).toBe('2025-06-30');
});

test('days are counted from today, towards the side that is asked', () => {
  expect(readDate('Today', near('past'))).toBe('2026-11-30');
  expect(readDate('yesterday', near('coming'))).toBe('2026-11-29');
  expect(readDate('tomorrow', near('coming'))).toBe('2026-12-01');
  expect(readDate('2w', near('coming'))).toBe('2026-12-14');
  expect(readDate('10 days', near('past'))).toBe('2026-11-20');
  expect(readDate('3 months', near('coming')), 'February is too short').toBe('2027-02-28');
  expect(readDate('1y', near('past'))).toBe('2025-11-30');
});

test('every day, in every way it is written out, is read as itself', () => {
  const words = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  for (let at = Date.UTC(2023, 11, 25); at <= Date.UTC(2025, 0, 5); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10);
    const [year, month, day] = date.split('-') as [string, string, string];
    for (const month_first of [false, true]) {
      const figures = month_first ? [month, day, year] : [day, month, year];
      for (const typed of [
        date,
        figures.join(''),
        ...[' ', '/', '.', '-', ', '].map((between) => figures.join(between)),
        figures.map(Number).join(' '),
        `${Number(day)} ${words[Number(month) - 1]} ${year}`,
        `${words[Number(month) - 1]} ${Number(day)}, ${year}`,
      ])
        expect(readDate(typed, { month_first }), typed).toBe(date);
    }
  }
});

test('a month or a year is no whole day', () => {
  expect(['2026-11-30', '2026-11', '2026', '30 Nov 2026'].map(isWhole)).toEqual([true, false, false, false]);
});
