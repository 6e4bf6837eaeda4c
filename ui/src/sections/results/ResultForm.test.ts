// @vitest-environment jsdom
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import ResultForm from './ResultForm.svelte';

const { found, add } = vi.hoisted(() => ({
  found: [] as ((found: unknown) => void)[],
  add: vi.fn(() => Promise.resolve({ value: { name: 'Potassium' } })),
}));

vi.mock('../../host/api', () => ({
  api: {
    orders: { suggest: () => new Promise((resolve) => found.push(resolve)) },
    results: { preview: () => Promise.resolve([]), add },
  },
}));

test('a test that was taken before it is found is written down with its code', async () => {
  render(ResultForm, {
    patient: 'p',
    encounter: null,
    may_review: false,
    result: null,
    ondone: () => undefined,
  });
  const [box] = screen.getAllByRole('combobox') as [HTMLElement];
  await fireEvent.input(box, { target: { value: 'pot' } });
  await fireEvent.keyDown(box, { key: 'Enter' });
  await fireEvent.keyDown(box, { key: 'Enter', ctrlKey: true });
  expect(add).not.toHaveBeenCalled();
  found.at(-1)?.([
    {
      name: 'Potassium',
      category: 'laboratory',
      is_set: false,
      tests: [{ test: 'Potassium', loinc: '2823-3' }],
      facts: '',
    },
  ]);
  await vi.waitFor(() => expect(add).toHaveBeenCalledOnce());
  const [request] = add.mock.calls[0] as unknown as [{ values: unknown[] }];
  expect(request.values).toMatchObject([{ test: 'Potassium', loinc: '2823-3' }]);
});
