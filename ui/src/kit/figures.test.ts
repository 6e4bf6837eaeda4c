import { expect, test } from 'vitest';
import { shortFigure } from './figures';

test.each([
  [60.20859075265177, '60.21'],
  [7.4, '7.4'],
  [0.123456, '0.1235'],
  [123456, '123456'],
  [104.48097, '104.5'],
  [-0.6, '-0.6'],
  [0, '0'],
])('%s is shown as %s', (value, shown) => {
  expect(shortFigure(value)).toBe(shown);
});
