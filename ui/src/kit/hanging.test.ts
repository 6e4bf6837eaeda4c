import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Hanging } from './hanging.svelte';

const mouse = { pointerType: 'mouse' } as PointerEvent;

// Past the moment in which the sheet of an earlier test still counts.
beforeEach(() => {
  vi.useFakeTimers();
  vi.advanceTimersByTime(10_000);
});
afterEach(() => vi.useRealTimers());

test('the mouse has to rest on the line, and a finger never does', () => {
  const line = new Hanging();
  line.entered(mouse);
  vi.advanceTimersByTime(300);
  line.left();
  vi.advanceTimersByTime(1_000);
  expect(line.shown).toBe(false);
  line.entered({ pointerType: 'touch' } as PointerEvent);
  vi.advanceTimersByTime(1_000);
  expect(line.shown).toBe(false);
  line.entered(mouse);
  vi.advanceTimersByTime(350);
  expect(line.shown).toBe(true);
  line.left();
  expect(line.shown).toBe(false);
});

test('the focus shows it at once, but not that of a click; the mouse passing over does not take it away', () => {
  const line = new Hanging();
  line.pressed();
  line.focused();
  expect(line.shown).toBe(false);
  line.hide();
  line.focused();
  line.entered(mouse);
  line.left();
  expect(line.shown).toBe(true);
  line.hide();
  expect(line.shown).toBe(false);
});

test('one at a time, and the next at once where another hung a moment ago', () => {
  const [first, second] = [new Hanging(), new Hanging()];
  first.focused();
  second.entered(mouse);
  vi.advanceTimersByTime(350);
  expect([first.shown, second.shown]).toEqual([false, true]);
  second.left();
  first.entered(mouse);
  vi.advanceTimersByTime(0);
  expect(first.shown).toBe(true);
  first.hide();
});
