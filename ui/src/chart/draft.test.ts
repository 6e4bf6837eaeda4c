import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '../host/call';
import { DraftKeeper, LONGEST, PAUSE } from './draft.svelte';

let text = '';
let saved: string[] = [];
let answer: () => Promise<void> = () => Promise.resolve();

function keeper() {
  return new DraftKeeper(
    () => text,
    async (now) => {
      await answer();
      saved.push(now);
    },
  );
}

function type(draft: DraftKeeper<string>, letter: string) {
  text += letter;
  draft.touch();
}

beforeEach(() => {
  vi.useFakeTimers();
  text = '';
  saved = [];
  answer = () => Promise.resolve();
});
afterEach(() => vi.useRealTimers());

test('a pause is saved, and only then does the screen say so', async () => {
  const draft = keeper();
  type(draft, 'a');
  expect(draft.keeping).toBe('pending');
  await vi.advanceTimersByTimeAsync(PAUSE - 1);
  expect(saved, 'nothing is saved while letters still come').toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(saved).toEqual(['a']);
  expect(draft.keeping).toBe('kept');
});

test('someone who never pauses is saved every four seconds', async () => {
  const draft = keeper();
  for (let at = 0; at < LONGEST; at += 200) {
    type(draft, 'x');
    await vi.advanceTimersByTimeAsync(200);
  }
  expect(saved).toHaveLength(1);
});

test('what is typed during a save is saved after it, never at the same time', async () => {
  let release: () => void = () => undefined;
  answer = () => new Promise<void>((resolve) => (release = resolve));
  const draft = keeper();
  type(draft, 'a');
  await vi.advanceTimersByTimeAsync(PAUSE);
  type(draft, 'b');
  const flushed = draft.flush();
  release();
  await vi.advanceTimersByTimeAsync(0);
  release();
  await flushed;
  expect(saved, 'the older text can never arrive last').toEqual(['a', 'ab']);
  expect(draft.keeping).toBe('kept');
});

test('a refused save is said, tried again, and the text is still there', async () => {
  answer = () => Promise.reject(new Problem('storage', 'The disk is full.'));
  const draft = keeper();
  type(draft, 'a');
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(draft.keeping).toBe('refused');
  expect(draft.problem?.message).toBe('The disk is full.');
  answer = () => Promise.resolve();
  await vi.advanceTimersByTimeAsync(LONGEST);
  expect(saved).toEqual(['a']);
  expect(draft.keeping).toBe('kept');
  expect(draft.problem).toBeNull();
});

test('leaving with nothing new asks nothing of the file', async () => {
  const draft = keeper();
  draft.restored(Date.now());
  await draft.flush();
  expect(saved).toEqual([]);
});
