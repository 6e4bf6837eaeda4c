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

test('what is folded away is passed over', () => {
  document.body.innerHTML = `<div data-rows><button data-row id="a"></button>
    <details><summary>1 more</summary><button data-row id="b"></button></details>
    <button data-row id="c"></button></div>`;
  // The test's document lays nothing out; each line says that it has a place.
  for (const line of document.querySelectorAll('[data-row]'))
    Object.defineProperty(line, 'offsetParent', { value: document.body });
  const [first] = document.querySelectorAll<HTMLElement>('[data-row]');
  if (!first) throw new Error('no line');
  expect(neighbour(first, 'ArrowDown')?.id).toBe('c');
  document.querySelector('details')?.setAttribute('open', '');
  expect(neighbour(first, 'ArrowDown')?.id).toBe('b');
});
