// @vitest-environment jsdom
import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import ProblemForm from './ProblemForm.svelte';

const { found, checked, add } = vi.hoisted(() => ({
  found: [] as ((found: unknown) => void)[],
  checked: [] as ((check: unknown) => void)[],
  add: vi.fn(() => Promise.resolve({ value: { condition: { text: 'Gout' } } })),
}));

vi.mock('../../host/api', () => ({
  api: {
    problems: {
      suggest: () => new Promise((resolve) => found.push(resolve)),
      check: () => new Promise((resolve) => checked.push(resolve)),
      add,
    },
  },
}));

const gout = { display: 'Gout', code: 'M10.9', says: '' };
const silent = { conflicts: [], listed: null, excludes: [], edition: '' };

beforeEach(() => {
  found.length = 0;
  checked.length = 0;
  add.mockClear();
});

/** Typed, taken with Enter and written down with Ctrl Enter, all before anything was found. */
async function quickly() {
  render(ProblemForm, { patient: 'p', encounter: null, problem: null, ondone: () => undefined });
  const [box] = screen.getAllByRole('combobox') as [HTMLElement];
  await fireEvent.input(box, { target: { value: 'gout' } });
  await fireEvent.keyDown(box, { key: 'Enter' });
  await fireEvent.keyDown(box, { key: 'Enter', ctrlKey: true });
  expect(add).not.toHaveBeenCalled();
  found.at(-1)?.([gout]);
  await vi.waitFor(() => expect(checked).toHaveLength(1));
}

test('a problem that was taken before it is found is written down once, with its code', async () => {
  await quickly();
  checked[0]?.(silent);
  await vi.waitFor(() => expect(add).toHaveBeenCalled());
  await new Promise((done) => setTimeout(done, 20));
  expect(add).toHaveBeenCalledOnce();
  const [request] = add.mock.calls[0] as unknown as [{ problem: { text: string; code: string } }];
  expect(request.problem).toMatchObject({ text: 'Gout', code: 'M10.9' });
});

test('what the check says after the key is read before the problem is written down', async () => {
  await quickly();
  checked[0]?.({ ...silent, conflicts: ['Excludes chronic gout, which is listed'] });
  expect(await screen.findByText(/chronic gout/)).toBeTruthy();
  await new Promise((done) => setTimeout(done, 20));
  expect(add).not.toHaveBeenCalled();
});
