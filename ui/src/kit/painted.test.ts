import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { painted } from './painted';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'requestAnimationFrame'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function isOver(after: number): Promise<boolean> {
  let over = false;
  void painted().then(() => (over = true));
  await vi.advanceTimersByTimeAsync(after);
  return over;
}

test('what waits for the screen waits until its frame is out and no longer', async () => {
  expect(await isOver(20)).toBe(false);
  expect(await isOver(40)).toBe(true);
});

test('a screen that is slow to come is waited for', async () => {
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => setTimeout(frame, 200));
  expect(await isOver(390)).toBe(false);
  expect(await isOver(410)).toBe(true);
});

test('in a window that nobody sees it waits a second', async () => {
  vi.stubGlobal('requestAnimationFrame', () => 0);
  expect(await isOver(990)).toBe(false);
  expect(await isOver(1_000)).toBe(true);
});
