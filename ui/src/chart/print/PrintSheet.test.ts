import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import type { PrintRequest } from '../../api/types';
import PrintSheet from './PrintSheet.svelte';

const asked: PrintRequest[] = [];
/** The pages of a document come when the test lets them. */
const pages = new Map<string, (view: unknown) => void>();

vi.mock('../../host/api', () => ({
  api: {
    prints: {
      preview: (request: PrintRequest) => {
        asked.push(request);
        return new Promise((come) => pages.set(request.document, come));
      },
      printers: () => Promise.resolve([{ name: 'Front', preferred: true }]),
      preferences: () => Promise.resolve({ documents: {} }),
      history: () => Promise.resolve([]),
      letters: () => Promise.resolve([]),
    },
    templates: { list: () => Promise.resolve({ templates: [], placeholders: [] }) },
  },
}));

const come = (document: string) => pages.get(document)?.({ pages: ['AAAA'], page_count: 1 });
const choose = (document: string) =>
  fireEvent.change(screen.getByLabelText('Other papers'), { target: { value: document } });
const print = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Print/ });

beforeEach(async () => {
  asked.length = 0;
  pages.clear();
  render(PrintSheet, { patient: 'p', visit: 'v', prescription: null, onmissing: () => undefined });
  await screen.findByRole('button', { name: /^Print/ });
});

test('while another paper is made, the one before is neither shown nor printed', async () => {
  expect(print().disabled).toBe(true);
  come('visit-summary');
  await screen.findByAltText('Page 1 of 1');
  expect(print().disabled).toBe(false);
  await choose('vaccination-record');
  expect(screen.queryByAltText('Page 1 of 1')).toBe(null);
  expect(print().disabled).toBe(true);
  come('vaccination-record');
  await screen.findByAltText('Page 1 of 1');
  expect(print().disabled).toBe(false);
});

test('the reader of a letter does not go to the next one', async () => {
  await choose('referral');
  await fireEvent.input(screen.getByLabelText('To, one line each'), { target: { value: 'Dr Lee' } });
  await vi.waitFor(() => expect(asked.at(-1)?.to).toEqual(['Dr Lee']));
  await choose('sick-note');
  await vi.waitFor(() => expect(asked.at(-1)?.document).toBe('sick-note'));
  expect(asked.at(-1)?.to).toBe(undefined);
});
