import { expect, test } from 'vitest';
import type { LineSuggestion, PrescriptionItem, Repeatable } from '../../api/types';
import { keyOf, picksFor, repeatables } from './composing.svelte';

const item = (drug: string): PrescriptionItem => ({
  drug: { text: drug },
  instructions: 'Take 1 tablet by mouth once daily.',
  refills: 0,
  substitution: true,
  long_term: true,
});
const again = (drug: string, more: Partial<Repeatable> = {}): Repeatable => ({
  record: drug,
  heads: [],
  item: item(drug),
  says: '',
  line: '',
  missing: [],
  long_term: true,
  on_hold: false,
  number: null,
  ordered_on: null,
  printed_at: null,
  supply: null,
  renewal: null,
  ...more,
});
const offered = (line: string): LineSuggestion => ({
  kind: 'product',
  line,
  display: line,
  says: '',
  items: [],
  times: 0,
  unreviewed: false,
});

test('before anything is typed, all long-term medicines are one pick, and it is the first', () => {
  const picks = picksFor(
    '',
    [offered('UTI')],
    [again('Metformin'), again('Ibuprofen', { long_term: false })],
  );
  expect(picks.map(keyOf)).toEqual(['repeat-all', 'product UTI', 'repeat Metformin', 'repeat Ibuprofen']);
  expect(picks[0]?.kind === 'repeat-all' && picks[0].again.map((one) => one.record)).toEqual(['Metformin']);
});

test('a typed name offers the same medicine again before new ones', () => {
  const picks = picksFor(
    'met',
    [offered('metformin 500 mg tablet ')],
    [again('Metformin'), again('Warfarin')],
  );
  expect(picks.map(keyOf)).toEqual(['repeat Metformin', 'product metformin 500 mg tablet ']);
});

test('what is on hold or on the paper already is not offered again', () => {
  const all = [again('Metformin'), again('Warfarin', { on_hold: true }), again('Lisinopril')];
  expect(repeatables(all, [item('lisinopril')]).map((one) => one.record)).toEqual(['Metformin']);
});

test('the list stays a list to look at, not to scroll', () => {
  const many = Array.from({ length: 20 }, (_, at) => again(`Drug ${at}`));
  expect(picksFor('', [], many)).toHaveLength(8);
});
