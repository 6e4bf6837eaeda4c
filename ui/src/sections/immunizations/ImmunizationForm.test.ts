// @vitest-environment jsdom
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import ImmunizationForm from './ImmunizationForm.svelte';

const { found, add } = vi.hoisted(() => ({
  found: [] as ((found: unknown) => void)[],
  add: vi.fn(() => Promise.resolve({ value: { vaccine: { text: 'Zoster, recombinant' } } })),
}));

vi.mock('../../host/api', () => ({
  api: { immunizations: { suggest: () => new Promise((resolve) => found.push(resolve)), add } },
}));

test('a vaccine that was taken before it is found is written down with its code', async () => {
  render(ImmunizationForm, { patient: 'p', encounter: null, immunization: null, ondone: () => undefined });
  const [box] = screen.getAllByRole('combobox') as [HTMLElement];
  await fireEvent.input(box, { target: { value: 'shing' } });
  await fireEvent.keyDown(box, { key: 'Enter' });
  await fireEvent.keyDown(box, { key: 'Enter', ctrlKey: true });
  expect(add).not.toHaveBeenCalled();
  found.at(-1)?.([{ display: 'Zoster, recombinant', code: '187', says: '' }]);
  await vi.waitFor(() => expect(add).toHaveBeenCalledOnce());
  const [request] = add.mock.calls[0] as unknown as [{ vaccine: string; cvx: string }];
  expect(request).toMatchObject({ vaccine: 'Zoster, recombinant', cvx: '187' });
});
