// A birth date or an age as people type it, read into a civil date or whole years.
import { readDate } from '../../kit/typed';

export type Birth =
  | { kind: 'nothing' }
  | { kind: 'date'; date: string }
  | { kind: 'age'; years: number }
  | { kind: 'unreadable' };

/** Reads a date with its year (`kit/typed`), or an age: `67y`, `67`. */
export function readBirth(typed: string, month_first: boolean): Birth {
  const text = typed.trim().toLowerCase();
  if (text === '') return { kind: 'nothing' };
  const age = /^(\d{1,3})\s*(y|yr|yrs|years?)?$/.exec(text);
  if (age?.[1]) return { kind: 'age', years: Number(age[1]) };
  const date = readDate(text, { month_first });
  return date === null ? { kind: 'unreadable' } : { kind: 'date', date };
}
