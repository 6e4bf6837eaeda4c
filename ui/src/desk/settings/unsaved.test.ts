import { beforeEach, expect, test } from 'vitest';
import type { PracticeDetails } from '../../api/types';
import { unsaved } from './unsaved.svelte';

const practice = { name: 'Hill Street Practice' } as PracticeDetails;
const kept = { practice, practice_heads: ['a'] };

beforeEach(() => {
  unsaved.own(null);
  unsaved.own('ada');
});

test('what was typed stays when the page is read again, with the heads it was typed over', () => {
  unsaved.begin(kept);
  expect(unsaved.letterhead_changed).toBe(false);
  if (unsaved.letterhead) unsaved.letterhead.practice.name = 'Hill Street';
  unsaved.begin({ practice, practice_heads: ['b'] });
  expect(unsaved.letterhead_changed).toBe(true);
  expect(unsaved.letterhead?.practice.name).toBe('Hill Street');
  expect(unsaved.letterhead?.heads).toEqual(['a']);
});

test('an untouched page is read anew', () => {
  unsaved.begin(kept);
  unsaved.begin({ practice: { ...practice, name: 'Elm Practice' }, practice_heads: ['b'] });
  expect(unsaved.letterhead?.practice.name).toBe('Elm Practice');
});

test('a template typed back to what is kept is nothing unsaved', () => {
  unsaved.write('referral', 'Dear colleague!', 'Dear colleague,');
  expect(unsaved.templates).toEqual({ referral: 'Dear colleague!' });
  unsaved.write('referral', 'Dear colleague,', 'Dear colleague,');
  expect(unsaved.templates).toEqual({});
});

test('nobody finds what another person typed', () => {
  unsaved.begin(kept);
  unsaved.write('referral', 'Dear colleague!', '');
  unsaved.own('ada');
  expect(unsaved.templates).toEqual({ referral: 'Dear colleague!' });
  unsaved.own('noor');
  expect(unsaved.templates).toEqual({});
  expect(unsaved.letterhead).toBe(null);
});
