// Enter waits for the answer, and whoever types on meanwhile is not called back.
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import OrderForm from './OrderForm.svelte';

const { answers } = vi.hoisted(() => ({ answers: [] as ((found: unknown) => void)[] }));

vi.mock('../../host/api', () => ({
  api: { orders: { suggest: () => new Promise((resolve) => answers.push(resolve)) } },
}));

test('a test that is found late is taken, and leaves the cursor where it is by then', async () => {
  render(OrderForm, { patient: 'p', encounter: null, order: null, ondone: () => undefined });
  const box = screen.getByRole('combobox', { name: /test/i });
  await fireEvent.input(box, { target: { value: 'tsh' } });
  await fireEvent.keyDown(box, { key: 'Enter' });
  const reason = screen.getByLabelText(/^Why/);
  reason.focus();

  const tsh = { name: 'TSH', category: 'laboratory', is_set: false, tests: [{ test: 'TSH' }], facts: '' };
  answers[0]?.([tsh]);
  expect(await screen.findByText('TSH')).toBeTruthy();
  expect(document.activeElement).toBe(reason);
});
