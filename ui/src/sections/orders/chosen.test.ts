import { describe, expect, it } from 'vitest';
import { ChosenTests, loincOf } from './chosen.svelte';

const test = (name: string) => ({ test: name, loinc: '', site: '', facts: '' });

describe('the tests of an order', () => {
  it('stand once, whatever their capitals', () => {
    const chosen = new ChosenTests();
    chosen.add(test('HbA1c'));
    chosen.add(test('hba1c'));
    chosen.add(test('TSH'));
    expect(chosen.list.map((one) => one.test)).toEqual(['HbA1c', 'TSH']);
    chosen.remove(0);
    expect(chosen.list.map((one) => one.test)).toEqual(['TSH']);
  });

  it('say where on the body', () => {
    const chosen = new ChosenTests([test('X-ray, knee'), test('X-ray, foot')]);
    chosen.place(1, 'left');
    expect(chosen.list.map((one) => one.site)).toEqual(['', 'left']);
  });

  it('keep a LOINC code and no other', () => {
    expect(loincOf({ text: 'x', codings: [{ system: 'snomed.info/sct', code: '1' }] })).toBe('');
    expect(loincOf({ text: 'x', codings: [{ system: 'loinc.org', code: '4548-4' }] })).toBe('4548-4');
  });
});
