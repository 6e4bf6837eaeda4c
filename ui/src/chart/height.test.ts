// The heights are those of the window's own pages at 1440 pixels, measured on its screen.
import { expect, test } from 'vitest';
import type { TimelineItem } from '../api/types';
import { likelyHeight } from './height';

const page = (...lines: (string | { label?: string; text: string; joined?: boolean })[]): TimelineItem => ({
  section: 'encounters',
  record: '01a22cf3-ac57-77aa-853a-9b4ccf939039',
  title: 'Visit',
  at: '2026-11-26T09:00:00Z',
  by: 'Dr Ada Okafor',
  state: 'signed',
  lines: lines.map((line) => ({
    label: '',
    joined: false,
    alert: false,
    ...(typeof line === 'string' ? { text: line } : line),
  })),
  in_error: null,
  disputed: false,
  imported: false,
  marks: [],
  refiled: null,
  versions: 1,
});

test('a page of one line, and one of a note in three paragraphs', () => {
  expect(likelyHeight(page('HR 60 /min · Temp 36.6 °C · SpO₂ 98 %'), 1440)).toBe(75);
  const note = page(
    'Blocked nose and cough for five days, began with a sore throat. Brings up a little clear phlegm in the morning, no blood, no wheeze. Eating and drinking, slept badly for two nights because of the cough. A child at home had the same last week.',
    'Chest clear to the bases, breathing comfortably and speaking in full sentences.',
    'Upper respiratory infection. Viral upper respiratory infection; explained that an antibiotic would not shorten it. Come back for breathlessness, fever beyond five days or blood in the phlegm.',
  );
  expect(likelyHeight(note, 1440)).toBe(226);
});

test('joined values flow on one line, lines that were typed stay lines', () => {
  const joined = page('Sodium 139 mmol/L', { text: 'Potassium 4.2 mmol/L', joined: true });
  expect(likelyHeight(joined, 1440)).toBe(75);
  expect(likelyHeight(page('one\ntwo\n\nfour'), 1440)).toBe(129);
});

test('what is said above a page, and a narrower window, make it higher', () => {
  const plain = page('A sentence that is about as long as the line of the middle column is wide.');
  expect(likelyHeight(plain, 1280)).toBeGreaterThan(likelyHeight(plain, 1440));
  expect(likelyHeight({ ...plain, in_error: 'wrong patient' }, 1440)).toBeGreaterThan(
    likelyHeight(plain, 1440),
  );
});

test('a document is as high as its small picture', () => {
  expect(likelyHeight({ ...page('dated Jun 2025'), section: 'documents' }, 1440)).toBe(124);
});
