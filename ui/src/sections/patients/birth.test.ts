import { expect, test } from 'vitest';
import { readBirth } from './birth';

test.each([
  ['14 3 1959', '1959-03-14'],
  ['March 14, 1959', '1959-03-14'],
  ['mar 1959', '1959-03'],
  ['1959', '1959'],
])('%s is the birth date %s', (typed, date) => {
  expect(readBirth(typed, false)).toEqual({ kind: 'date', date });
});

test('an age is an age, not a year', () => {
  expect(readBirth('67y', false)).toEqual({ kind: 'age', years: 67 });
  expect(readBirth('3', false)).toEqual({ kind: 'age', years: 3 });
});

test.each(['30 2 1959', '14 13 1959', '14 3 59', '14 3', 'yesterday', '2w'])(
  '%s is not guessed at',
  (typed) => {
    expect(readBirth(typed, false)).toEqual({ kind: 'unreadable' });
  },
);

test('no text is no birth date', () => {
  expect(readBirth('  ', false)).toEqual({ kind: 'nothing' });
});
