import { expect, test } from 'vitest';
import type { PracticeStatus } from '../../api/types';
import { backupState } from './state';

const now = new Date(2026, 10, 22, 15, 0).getTime();
const at = (hours_ago: number) => new Date(now - hours_ago * 3_600_000).toISOString();
const state = (changes: Partial<PracticeStatus>) =>
  backupState({ demo: false, backup_problem: null, last_backup: null, ...changes } as PracticeStatus, now);

test('a backup of today is said with its clock time', () => {
  expect(state({ last_backup: at(2) })).toEqual({ tone: 'fresh', text: 'Backed up 13:00' });
});

test('one of last evening is a day old at most, and said with its day', () => {
  expect(state({ last_backup: at(20) })).toEqual({ tone: 'fresh', text: 'Backed up 21 Nov' });
});

test('older than a day is amber', () => {
  expect(state({ last_backup: at(25) }).tone).toBe('old');
});

test('none, and one that failed, are red whatever was before', () => {
  expect(state({}).tone).toBe('none');
  expect(state({ last_backup: at(1), backup_problem: 'The disk is full.' }).tone).toBe('none');
});
