import { expect, test } from 'vitest';
import { strengthOf } from './strength';

test.each([
  ['', 'empty'],
  ['kurz', 'short'],
  ['aaaaaaaaaaaaaaa', 'weak'],
  ['abcdefghijklmno', 'weak'],
  ['12121212121212', 'weak'],
  ['lampe bruder', 'fair'],
  ['garden violin kettle', 'strong'],
])('%s is %s', (password, strength) => {
  expect(strengthOf(password)).toBe(strength);
});
