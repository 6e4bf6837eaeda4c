// @vitest-environment jsdom
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { takeHeldKeyOnce } from './keys';

const button = document.createElement('button');
const box = document.createElement('input');
const text = document.createElement('textarea');

beforeEach(() => {
  document.body.replaceChildren(button, box, text);
  addEventListener('keydown', takeHeldKeyOnce, true);
  onTestFinished(() => removeEventListener('keydown', takeHeldKeyOnce, true));
});

/** Whether a key reaches the element that has the focus, and what the browser makes of it. */
function reaches(key: string, how: KeyboardEventInit = {}): boolean {
  const element = document.activeElement ?? document.body;
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...how });
  let heard = false;
  const hear = () => (heard = true);
  element.addEventListener('keydown', hear);
  element.dispatchEvent(event);
  element.removeEventListener('keydown', hear);
  expect(event.defaultPrevented, 'the browser and the page hear the same').toBe(!heard);
  return heard;
}

test('an Enter that is held down is one, but for the lines of a text', () => {
  for (const element of [button, box, text]) {
    element.focus();
    expect(reaches('Enter'), 'the first').toBe(true);
    expect(reaches('Enter', { repeat: true })).toBe(element === text);
    expect(reaches('Enter', { ctrlKey: true })).toBe(true);
    expect(reaches('Enter', { ctrlKey: true, repeat: true })).toBe(false);
  }
});

test('a command with Alt is one; what walks and what writes goes on', () => {
  text.focus();
  expect(reaches('x', { altKey: true })).toBe(true);
  expect(reaches('x', { altKey: true, repeat: true })).toBe(false);
  for (const key of ['a', 'Backspace', 'ArrowLeft']) {
    expect(reaches(key)).toBe(true);
    expect(reaches(key, { repeat: true })).toBe(true);
  }
  expect(reaches('z', { ctrlKey: true })).toBe(true);
  expect(reaches('z', { ctrlKey: true, repeat: true }), 'undone step by step').toBe(true);
});

test('a key that is held belongs to what had the focus when it was struck', () => {
  button.focus();
  expect(reaches('n')).toBe(true);
  text.focus();
  expect(reaches('n', { repeat: true }), 'it is not typed into the note that it has opened').toBe(false);
  expect(reaches('n'), 'struck anew, it is').toBe(true);
  expect(reaches('n', { repeat: true })).toBe(true);
  button.focus();
  expect(reaches('ArrowDown')).toBe(true);
  box.focus();
  expect(reaches('ArrowDown', { repeat: true }), 'arrows walk from line to line').toBe(true);
});
