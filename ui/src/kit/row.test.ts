// The line's keys: an act by its letter, the arrows from line to line and past what is folded away.
import { expect, test } from 'vitest';
import { actOf, known, neighbour } from './row';

test('an act answers to its letter in either case, and to no other', () => {
  const acts = [{ key: 'C', label: 'Correct', run: () => undefined }];
  expect(actOf(acts, 'c')?.label).toBe('Correct');
  expect(actOf(acts, 'C')?.label).toBe('Correct');
  expect(actOf(acts, 'x')).toBeUndefined();
});

test('what says nothing is no fact', () => {
  expect(
    known([
      ['Code', 'I10'],
      ['Onset', ''],
      ['Why', null],
      ['Side', undefined],
    ]),
  ).toEqual([{ name: 'Code', text: 'I10', alert: false }]);
});

test('outside a list of lists there is no line to go to', () => {
  const alone = document.createElement('button');
  expect(neighbour(alone, 'ArrowDown')).toBeNull();
  expect(neighbour(alone, 'a')).toBeNull();
});
