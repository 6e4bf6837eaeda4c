import { expect, test } from 'vitest';
import { Asked } from './asked.svelte';
import { Problem } from './call';

test('an answer that was overtaken is dropped', async () => {
  const asked = new Asked<string>();
  let answerFirst: (answer: string) => void = () => undefined;
  const first = asked.ask(() => new Promise<string>((resolve) => (answerFirst = resolve)));
  const second = asked.ask(() => Promise.resolve('the new patient'));
  await second;
  answerFirst('the previous patient');
  expect(await first, 'who asked first learns that it was overtaken').toBeNull();
  expect(asked.view).toBe('the new patient');
});

test('an error is never an empty answer', async () => {
  const asked = new Asked<string[]>();
  await asked.ask(() => Promise.reject(new Problem('storage', 'The disk failed.')));
  expect(asked.view).toBeNull();
  expect(asked.problem?.message).toBe('The disk failed.');
  expect(asked.loading).toBe(false);
});

test('what was on screen stays there while it is asked again', async () => {
  const asked = new Asked<string>();
  await asked.ask(() => Promise.resolve('shown'));
  void asked.ask(() => new Promise<string>(() => undefined));
  expect(asked.view).toBe('shown');
  expect(asked.loading).toBe(true);
});

test('what was found for other words is not the answer to those that were refused', async () => {
  const asked = new Asked<string>();
  await asked.ask(() => Promise.resolve('warfarin'));
  await asked.ask(() => Promise.reject(new Problem('storage', 'The disk failed.')));
  expect(asked.answer).toBeNull();
  expect(asked.view, 'a screen that is read and not acted on stays').toBe('warfarin');
  await asked.ask(() => Promise.resolve('metformin'));
  expect(asked.answer).toBe('metformin');
});
