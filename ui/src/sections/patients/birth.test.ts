import { expect, test } from 'vitest';
import { readBirth } from './birth';

test.each([
  ['14 3 1959', '1959-03-14'],
  ['14.03.1959', '1959-03-14'],
  ['14/3/1959', '1959-03-14'],
  ['14 mar 1959', '1959-03-14'],
  ['March 14, 1959', '1959-03-14'],
  ['1959-03-14', '1959-03-14'],
  ['14031959', '1959-03-14'],
  ['03/1959', '1959-03'],
  ['mar 1959', '1959-03'],
  ['1959-03', '1959-03'],
  ['1959', '1959'],
  ['29 2 2000', '2000-02-29'],
])('%s is %s', (typed, date) => {
  expect(readBirth(typed, false)).toEqual({ kind: 'date', date });
});

test('which of two small numbers is the month is the practice’s habit', () => {
  expect(readBirth('3/4/1959', false)).toEqual({ kind: 'date', date: '1959-04-03' });
  expect(readBirth('3/4/1959', true)).toEqual({ kind: 'date', date: '1959-03-04' });
  expect(readBirth('14/3/1959', true), 'there is no month 14').toEqual({ kind: 'date', date: '1959-03-14' });
});

test('an age is an age, not a year', () => {
  expect(readBirth('67y', false)).toEqual({ kind: 'age', years: 67 });
  expect(readBirth('3', false)).toEqual({ kind: 'age', years: 3 });
});

test.each(['30 2 1959', '14 13 1959', '14 3 59', 'yesterday'])('%s is not guessed at', (typed) => {
  expect(readBirth(typed, false)).toEqual({ kind: 'unreadable' });
});

test('no text is no birth date', () => {
  expect(readBirth('  ', false)).toEqual({ kind: 'nothing' });
});
