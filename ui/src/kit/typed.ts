// A date as people type it, read into a civil date as far as it is known: `2026-11-22`, `2026-11`, `2026`. What was
// read is shown back in words at once, so that 3 4 1959 can never be silently the wrong way round; what can be read in
// no way is refused and never guessed at. Whether the date is possible is decided by the boundary, not here.

/** How the practice writes days in figures, and where a day without its year lies. */
export interface Reading {
  /** 3/4 names the month first, as in the United States. */
  month_first: boolean;
  /** Given, `today`, `yesterday` and `tomorrow` are days. */
  today?: string | undefined;
  /** Given, whole days are asked that lie on this side of today: a day may leave out its year, have it in two figures,
   * or be counted from today. Where a month is a date too, 3/26 can be one, and is not guessed at. */
  side?: 'past' | 'coming' | undefined;
}

export const dateWords = {
  /** How a date can be typed, as the practice writes it. */
  examples: (whole: boolean, month_first: boolean) => {
    const day = month_first ? '6 30 2025' : '30 6 2025';
    return whole ? `${day} or 30 Jun 2025` : `2025, Jun 2025 or ${day}`;
  },
  read: (date: string) => `Read as ${date}`,
  missing: 'Say which day.',
  unreadable: (examples: string) => `This is no date that can be read. Try ${examples}.`,
  not_whole: 'Say the whole day, not only its month or year.',
  after: (latest: string) => `This day is not over yet: the last one is ${latest}.`,
} as const;

interface Near {
  today: string;
  side: 'past' | 'coming';
}

const month_words = [
  ['january', 'february', 'march', 'april', 'may', 'june'],
  ['july', 'august', 'september', 'october', 'november', 'december'],
].flat();

/**
 * Reads `14 3 1959`, `14.03.1959`, `3/14/1959`, `14 mar 1959`, `March 14, 1959`, `1959-03-14`, `14031959`, `03/1959`,
 * `mar 1959`, `1959`, `today`; and of days near today `14 mar`, `14/3`, `14 3 26`, `2w`. Null when it is none of these.
 */
export function readDate(typed: string, { month_first, today, side }: Reading): string | null {
  const text = typed.trim().toLowerCase();
  const near = today && side ? { today, side } : undefined;
  const counted = (today && dayByName(text, today)) ?? (near && span(text, near));
  if (counted) return counted;
  const run = /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  const parts = run ? run.slice(1) : text.split(/[\s./,-]+/).filter(Boolean);
  const [one, two, three] = parts;
  if (one === undefined || parts.length > 3) return null;
  if (/^\d{4}$/.test(one)) return civil(one, two, three);
  if (two === undefined) return null;
  if (three === undefined && /^\d{4}$/.test(two)) return civil(two, one, undefined);
  const read = (month: string, day: string) =>
    three === undefined ? near && nearest(month, day, near) : civil(yearOf(three, near), month, day);
  const [first, other] = month_first ? [read(one, two), read(two, one)] : [read(two, one), read(one, two)];
  return first ?? other ?? null;
}

/** The day is known, not only its month or its year. */
export const isWhole = (date: string) => /^\d{4}-\d{2}-\d{2}$/.test(date);

/** Two figures are a year of this century, and only near today. */
function yearOf(text: string, near: Near | undefined): string {
  return near && /^\d{2}$/.test(text) ? `20${text}` : text;
}

function civil(year: string, month: string | undefined, day: string | undefined): string | null {
  // No birth, illness or appointment lies before this: an earlier year is a slip of the fingers.
  if (!/^\d{4}$/.test(year) || Number(year) < 1850) return null;
  if (month === undefined) return year;
  const month_number = numberOfMonth(month);
  if (month_number === null) return null;
  const two = (n: number) => String(n).padStart(2, '0');
  if (day === undefined) return `${year}-${two(month_number)}`;
  if (!/^\d{1,2}$/.test(day)) return null;
  const last_day = new Date(Date.UTC(Number(year), month_number, 0)).getUTCDate();
  if (Number(day) < 1 || Number(day) > last_day) return null;
  return `${year}-${two(month_number)}-${two(Number(day))}`;
}

function numberOfMonth(text: string): number | null {
  if (/^\d{1,2}$/.test(text)) {
    const month = Number(text);
    return month >= 1 && month <= 12 ? month : null;
  }
  const at = text.length >= 3 ? month_words.findIndex((word) => word.startsWith(text)) : -1;
  return at === -1 ? null : at + 1;
}

/** The nearest such day on that side of today, today itself among them; 29 February is looked for over leap years. */
function nearest(month: string, day: string, { today, side }: Near): string | null {
  const year = Number(today.slice(0, 4));
  for (let away = 0; away <= 8; away += 1) {
    const date = civil(String(side === 'past' ? year - away : year + away), month, day);
    if (date && (side === 'past' ? date <= today : date >= today)) return date;
  }
  return null;
}

function dayByName(text: string, today: string): string | null {
  if (text === 'today') return today;
  if (text === 'tomorrow') return moved(today, 1, 0);
  return text === 'yesterday' ? moved(today, -1, 0) : null;
}

/** `2w` is in two weeks where days to come are asked, else two weeks ago. */
function span(text: string, { today, side }: Near): string | null {
  const read = /^(\d{1,3})\s*(d|days?|w|wk|weeks?|m|mo|months?|y|years?)$/.exec(text);
  const [, count, unit] = read ?? [];
  if (!count || !unit || Number(count) === 0) return null;
  const by = Number(count) * (side === 'past' ? -1 : 1);
  if (unit.startsWith('d')) return moved(today, by, 0);
  if (unit.startsWith('w')) return moved(today, 7 * by, 0);
  return moved(today, 0, unit.startsWith('m') ? by : 12 * by);
}

/** Days or months away; a month that is too short ends on its last day. */
function moved(date: string, days: number, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last_day = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const there = new Date(
    Date.UTC(year, month - 1 + months, (months === 0 ? day : Math.min(day, last_day)) + days),
  );
  return there.toISOString().slice(0, 10);
}
