// What can be done with a record ends when it is marked as entered in error.
import { render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';
import RecordSheet from './RecordSheet.svelte';

let in_error = false;

vi.mock('../host/api', () => ({
  api: {
    charts: {
      history: () =>
        Promise.resolve([
          {
            entry: 'e',
            author: 'Dr Ada Okafor',
            recorder: 'Dr Ada Okafor',
            recorded_at: '2026-11-29T10:00:00+00:00',
            effective_at: '2026-11-29T10:00:00+00:00',
            lines: ['HR 71 /min'],
            why: null,
            imported: null,
            current: true,
            in_error,
          },
        ]),
    },
  },
}));

const acts = createRawSnippet(() => ({ render: () => '<button>Correct</button>' }));
const sheet = () =>
  render(RecordSheet, {
    patient: 'p',
    section: 'vitals',
    record: 'r',
    read_only: false,
    acts,
    ondone: () => undefined,
  });

test('what stands can be corrected and marked as an error', async () => {
  in_error = false;
  sheet();
  expect(screen.queryAllByRole('button'), 'nothing before its versions are read: an act names them').toEqual(
    [],
  );
  await screen.findByText('HR 71 /min');
  expect(screen.getByRole('button', { name: 'Correct' })).toBeTruthy();
  expect(screen.getByRole('button', { name: /^Entered in error/ })).toBeTruthy();
});

test('what was entered in error is read, and no button promises more', async () => {
  in_error = true;
  sheet();
  await screen.findByText('HR 71 /min');
  expect(screen.queryAllByRole('button')).toEqual([]);
});
