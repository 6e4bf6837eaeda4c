// What the top bar says about the last proven backup. The age is a matter of the clock, and of nothing else.
import type { PracticeStatus } from '../../api/types';
import { clockTime, dayOf, recentDay } from '../../kit/dates';
import { backupWords as words } from './strings';

/** `fresh`: a day old at most. `old`: older. `none`: there never was one, or the last one failed. */
export type BackupTone = 'fresh' | 'old' | 'none' | 'demo';

export interface BackupState {
  tone: BackupTone;
  text: string;
}

const DAY = 24 * 60 * 60_000;

export function backupState(status: PracticeStatus, now: number): BackupState {
  if (status.demo) return { tone: 'demo', text: words.chip.demo };
  if (status.backup_problem !== null) return { tone: 'none', text: words.chip.failed };
  if (status.last_backup === null) return { tone: 'none', text: words.chip.never };
  const is_today = dayOf(status.last_backup) === dayOf(new Date(now));
  const when = is_today ? clockTime(status.last_backup) : recentDay(status.last_backup, now);
  const is_old = now - Date.parse(status.last_backup) > DAY;
  return { tone: is_old ? 'old' : 'fresh', text: words.chip.at(when) };
}
