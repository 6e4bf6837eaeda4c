import { expect, test } from 'vitest';
import { fileSize } from './sizes';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [3_449_000, '3.4 MB'],
  [412_000_000, '412 MB'],
  [2_000_000_000, '2 GB'],
])('%s bytes are %s', (bytes, shown) => {
  expect(fileSize(bytes)).toBe(shown);
});
