// Who said a thing, when, and through how many versions: the last facts of every line of a list.
import { civilDate, dayAndTime, instantDay } from './dates';
import { known, type Fact } from './row';

export interface Said {
  author: string;
  recorder: string;
  effective_at: string;
  recorded_at: string;
  versions: number;
  disputed: boolean;
  imported: string | null;
}

export const saidWords = {
  said: 'Said by',
  typed: 'Typed by',
  changed: 'Versions',
  changes: (n: number) => `${n}, the older ones in the details`,
  disputed: 'Disputed',
  two: 'People disagree; the more careful version is shown.',
  imported: 'Imported',
} as const;

export function saidFacts(row: Said): Fact[] {
  return known([
    [saidWords.said, `${row.author}, ${dayAndTime(row.recorded_at)}`],
    [saidWords.typed, row.recorder === row.author ? '' : row.recorder],
    [saidWords.changed, row.versions > 1 ? saidWords.changes(row.versions) : ''],
    [saidWords.disputed, row.disputed ? saidWords.two : '', true],
    [saidWords.imported, row.imported],
  ]);
}

/** A date as far as it is known, in words; nothing where it is not. */
export const dateOf = (date: string | null | undefined) => (date ? civilDate(date) : '');

/** The day a row is true of. */
export const dayOfRow = (row: Said) => instantDay(row.effective_at);
