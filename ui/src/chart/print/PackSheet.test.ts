import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import PackSheet from './PackSheet.svelte';

const saved: unknown[] = [];

vi.mock('../../host/api', () => {
  const letter = { document: 'referral', record: 'v', template: 'referral' };
  return {
    api: {
      prints: {
        printers: () => Promise.resolve([]),
        letters: () =>
          Promise.resolve([{ ...letter, patient: 'p', to: ['Dr Lee'], text: 'As written by hand.' }]),
        pack: () =>
          Promise.resolve({
            papers: [{ ...letter, title: 'Referral letter', pages: ['AAAA'], problem: null, goes_to: null }],
          }),
        save: (request: unknown) => {
          saved.push(request);
          return Promise.resolve({ pages: 1 });
        },
      },
    },
  };
});

test('a letter of the pack is saved as it was written and kept, not as its template', async () => {
  render(PackSheet, { patient: 'p', encounter: 'v' });
  await fireEvent.click(await screen.findByRole('button', { name: 'Save PDF…' }));
  await fireEvent.input(screen.getByLabelText('Save as'), { target: { value: '/tmp/letter.pdf' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await vi.waitFor(() => expect(saved).toHaveLength(1));
  expect(saved[0]).toEqual({
    patient: 'p',
    document: 'referral',
    record: 'v',
    template: 'referral',
    to: ['Dr Lee'],
    text: 'As written by hand.',
    path: '/tmp/letter.pdf',
  });
});
