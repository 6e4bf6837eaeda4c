import { render } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { AllergiesView, Allergy, RecordView } from '../../api/types';
import AllergyChips from './AllergyChips.svelte';

const listed: AllergiesView = {
  state: 'listed',
  past: [],
  active: [
    {
      record: 'a',
      value: {
        substance: { text: 'Penicillin' },
        reactions: [{ manifestation: { text: 'anaphylaxis' } }],
      } as unknown as Allergy,
    } as RecordView<Allergy>,
  ],
};
const none_known: AllergiesView = {
  state: 'none-known',
  on: '2026-08-09T10:00:00+02:00',
  by: 'N. Brandt',
  ask_again: false,
  record: 'n',
  past: [],
};
const never_asked: AllergiesView = { state: 'never-asked', past: [] };

function shown(allergies: AllergiesView) {
  const chip = render(AllergyChips, { allergies }).container.querySelector('span');
  return { text: chip?.textContent?.trim() ?? '', look: chip?.className.split(' ')[0] };
}

test('the three states of allergies say different things and look different', () => {
  const states = [shown(listed), shown(none_known), shown(never_asked)];
  expect(states.map((state) => state.text)).toEqual([
    'Penicillin — anaphylaxis',
    'No known allergies, asked 9 Aug 2026 by N. Brandt',
    'Allergies never asked',
  ]);
  expect(new Set(states.map((state) => state.look)).size, 'no two share a look').toBe(3);
});

test('"none known" that is old asks to be asked again', () => {
  const old = shown({ ...none_known, ask_again: true });
  expect(old.text).toContain('ask again');
  expect(old.look).not.toBe(shown(none_known).look);
});
