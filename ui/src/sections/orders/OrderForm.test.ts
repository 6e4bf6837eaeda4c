// Enter waits for the answer, and whoever types on meanwhile is not called back.
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import OrderForm from './OrderForm.svelte';

const { answers, added } = vi.hoisted(() => ({
  answers: [] as ((found: unknown) => void)[],
  added: vi.fn(() => Promise.resolve({})),
}));

vi.mock('../../host/api', () => ({
  api: { orders: { suggest: () => new Promise((resolve) => answers.push(resolve)), add: added } },
}));

const tsh = { name: 'TSH', category: 'laboratory', is_set: false, tests: [{ test: 'TSH' }], facts: '' };

async function typed() {
  answers.length = 0;
  render(OrderForm, { patient: 'p', encounter: null, order: null, ondone: () => undefined });
  const box = screen.getByRole('combobox', { name: /test/i });
  await fireEvent.input(box, { target: { value: 'tsh' } });
  await fireEvent.keyDown(box, { key: 'Enter' });
  return box;
}

test('a test that was taken before it is found is in the order', async () => {
  const box = await typed();
  await fireEvent.keyDown(box, { key: 'Enter', ctrlKey: true });
  expect(added).not.toHaveBeenCalled();
  answers[0]?.([tsh]);
  await vi.waitFor(() => expect(added).toHaveBeenCalledOnce());
  const [request] = added.mock.calls[0] as unknown as [{ order: { tests: unknown[] } }];
  expect(request.order.tests).toEqual([{ test: 'TSH' }]);
});

test('a test that is found late is taken, and leaves the cursor where it is by then', async () => {
  await typed();
  const reason = screen.getByLabelText(/^Why/);
  reason.focus();
  answers[0]?.([tsh]);
  expect(await screen.findByText('TSH')).toBeTruthy();
  expect(document.activeElement).toBe(reason);
});
