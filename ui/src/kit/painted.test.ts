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

test('what waits for the screen waits one frame and no longer', async () => {
  expect(await isOver(1)).toBe(false);
  expect(await isOver(20)).toBe(true);
});

test('in a window that nobody sees it waits a tenth of a second', async () => {
  vi.stubGlobal('requestAnimationFrame', () => 0);
  expect(await isOver(90)).toBe(false);
  expect(await isOver(100)).toBe(true);
});
