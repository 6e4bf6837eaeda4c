// A birth date or an age as people type it, read into a civil date or whole years. What was read is shown back in
// words at once, so that 3 4 1959 can never be silently the wrong way round. Whether the date is possible is decided
// by the boundary, not here.

export type Birth =
  | { kind: 'nothing' }
  | { kind: 'date'; date: string }
  | { kind: 'age'; years: number }
  | { kind: 'unreadable' };

const month_words = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Reads `14 3 1959`, `14.03.1959`, `14 mar 1959`, `1959-03-14`, `03/1959`, `mar 1959`, `1959`, `14031959`, `67y`, `67`. */
export function readBirth(typed: string, month_first: boolean): Birth {
  const text = typed.trim().toLowerCase();
  if (text === '') return { kind: 'nothing' };
  const age = /^(\d{1,3})\s*(y|yr|yrs|years?)?$/.exec(text);
  if (age?.[1]) return { kind: 'age', years: Number(age[1]) };
  const run = /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  const parts = run ? run.slice(1) : text.split(/[\s./,-]+/).filter(Boolean);
  if (parts[0]?.length === 4 && /^\d+$/.test(parts[0])) {
    return civil(parts[0], parts[1], parts[2]);
  }
  if (parts.length === 2) return civil(parts[1], parts[0], undefined);
  const word_first = parts[0] !== undefined && /^[a-z]/.test(parts[0]);
  const word_second = parts[1] !== undefined && /^[a-z]/.test(parts[1]);
  const month_comes_first = word_first || (month_first && !word_second && Number(parts[0]) <= 12);
  return month_comes_first ? civil(parts[2], parts[0], parts[1]) : civil(parts[2], parts[1], parts[0]);
}

function civil(year: string | undefined, month: string | undefined, day: string | undefined): Birth {
  if (!year || !/^\d{4}$/.test(year)) return { kind: 'unreadable' };
  if (month === undefined) return { kind: 'date', date: year };
  const month_number = numberOfMonth(month);
  if (month_number === null) return { kind: 'unreadable' };
  const two = (n: number) => String(n).padStart(2, '0');
  if (day === undefined) return { kind: 'date', date: `${year}-${two(month_number)}` };
  if (!/^\d{1,2}$/.test(day)) return { kind: 'unreadable' };
  const last_day = new Date(Date.UTC(Number(year), month_number, 0)).getUTCDate();
  if (Number(day) < 1 || Number(day) > last_day) return { kind: 'unreadable' };
  return { kind: 'date', date: `${year}-${two(month_number)}-${two(Number(day))}` };
}

function numberOfMonth(text: string): number | null {
  if (/^\d{1,2}$/.test(text)) {
    const month = Number(text);
    return month >= 1 && month <= 12 ? month : null;
  }
  const at = text.length >= 3 ? month_words.indexOf(text.slice(0, 3)) : -1;
  return at === -1 ? null : at + 1;
}
