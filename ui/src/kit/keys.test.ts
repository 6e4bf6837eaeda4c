// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { takeEnterOnce } from './keys';

/** Whether an Enter on an element is kept from whoever listens. */
function isTaken(element: HTMLElement, init: KeyboardEventInit): boolean {
  document.body.replaceChildren(element);
  const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init });
  let heard = false;
  const hear = () => (heard = true);
  addEventListener('keydown', takeEnterOnce, true);
  element.addEventListener('keydown', hear);
  element.dispatchEvent(event);
  removeEventListener('keydown', takeEnterOnce, true);
  expect(event.defaultPrevented, 'kept from the browser as from the page').toBe(!heard);
  return !heard;
}

test('an Enter that is held down is one, but for the lines of a text', () => {
  const button = document.createElement('button');
  const box = document.createElement('input');
  const text = document.createElement('textarea');
  for (const element of [button, box, text]) {
    expect(isTaken(element, {}), 'the first is heard').toBe(false);
    expect(isTaken(element, { ctrlKey: true, repeat: true })).toBe(true);
    expect(isTaken(element, { key: 'a', repeat: true })).toBe(false);
  }
  expect(isTaken(button, { repeat: true })).toBe(true);
  expect(isTaken(box, { repeat: true })).toBe(true);
  expect(isTaken(text, { repeat: true })).toBe(false);
});
