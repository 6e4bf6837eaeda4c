// @vitest-environment jsdom
// A medicine that is taken up to be changed leaves the paper only once it stands in the line.
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PrescriptionItem } from '../../api/types';
import Composer from './Composer.svelte';

const { preview_items } = vi.hoisted(() => ({ preview_items: vi.fn() }));

vi.mock('../../host/api', () => ({
  api: {
    prescriptions: {
      preview: () => new Promise(() => undefined),
      suggest: () => Promise.resolve([]),
      repeatable: () => Promise.resolve([]),
      favourites: () => Promise.resolve({ favourites: [], worth_a_name: [] }),
      preview_items,
    },
  },
}));

const item = {
  drug: { text: 'amoxicillin 500 mg capsule' },
  instructions: 'Take 1 capsule three times daily.',
} as PrescriptionItem;

function composer(line = '') {
  render(Composer, {
    patient: 'p',
    items: [item],
    line,
    onchange: () => undefined,
    onawait: () => undefined,
  });
  return screen.getByRole<HTMLInputElement>('combobox', { name: 'Drug line' });
}
const onPaper = () => screen.queryByRole('button', { name: /^amoxicillin/i });
const takeUp = () => fireEvent.click(onPaper() ?? document.body);

beforeEach(() => {
  preview_items.mockReset();
});
afterEach(cleanup);

test('it comes into the line and leaves the paper', async () => {
  preview_items.mockResolvedValue([{ line: 'amox 500 tid', item, missing: [], findings: [] }]);
  const line = composer();
  await takeUp();
  await vi.waitFor(() => expect(line.value).toBe('amox 500 tid'));
  await vi.waitFor(() => expect(onPaper()).toBeNull());
});

test('what cannot be looked at stays on the paper', async () => {
  preview_items.mockRejectedValue(new Error('The file could not be read.'));
  const line = composer();
  await takeUp();
  await screen.findByRole('alert');
  expect(line.value).toBe('');
  expect(onPaper()).not.toBeNull();
});

test('while the line holds another, both stay', async () => {
  const line = composer('ibuprofen 400');
  await takeUp();
  expect(preview_items).not.toHaveBeenCalled();
  expect(line.value).toBe('ibuprofen 400');
  expect(onPaper()).not.toBeNull();
});
