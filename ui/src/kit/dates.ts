// Dates and times as people read them. A civil date is taken apart as text and never becomes a point in time, so that
// a birth date cannot shift by a day. The month is always a word: 03/04 is read the wrong way round by half the world.

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `1959-03-14` → `14 Mar 1959`, `1959-03` → `Mar 1959`, `1959` → `1959`. Other text is given back as it is. */
export function civilDate(date: string): string {
  const [year, month, day] = date.split('-');
  if (!year || !month) return date;
  const word = months[Number(month) - 1];
  if (!word) return date;
  return day ? `${Number(day)} ${word} ${year}` : `${word} ${year}`;
}

const week = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `1959-03-14` → `Sat 14 Mar 1959`; a date without its day as `civilDate` says it. */
export function weekdayAndDate(date: string): string {
  const weekday = /^\d{4}-\d{2}-\d{2}$/.test(date)
    ? week[new Date(`${date}T00:00:00Z`).getUTCDay()]
    : undefined;
  return weekday ? `${weekday} ${civilDate(date)}` : civilDate(date);
}

/** The civil date of an instant, here: `2026-11-22`. */
export function dayOf(instant: string | Date): string {
  const date = new Date(instant);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** An instant as its day here: `9 Aug 2026`. */
export function instantDay(instant: string): string {
  return civilDate(dayOf(instant));
}

/** An instant as its day, without the year where it is this year's: `9 Aug`, `9 Aug 2024`. */
export function recentDay(instant: string, now: number): string {
  const day = instantDay(instant);
  const year = ` ${new Date(now).getFullYear()}`;
  return day.endsWith(year) ? day.slice(0, -year.length) : day;
}

/** An instant as its clock time here: `10:12`. */
export function clockTime(instant: string): string {
  const date = new Date(instant);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/** An instant as day and time here: `9 Aug 2026, 10:12`. */
export function dayAndTime(instant: string): string {
  return `${instantDay(instant)}, ${clockTime(instant)}`;
}

/** Whether a civil date lies before today here. */
export function isOver(date: string): boolean {
  return date < dayOf(new Date());
}

/** Whole minutes from an instant to now, never negative. */
export function minutesSince(instant: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(instant)) / 60_000));
}

/** A day (`2026-11-22`) and a clock time (`14:30`, `1430`, `9.05`) here as an instant with its offset; null when the
 * time is none. */
export function localInstant(day: string, time: string): string | null {
  const read = /^(\d{1,2})[:.h ]?(\d{2})$/.exec(time.trim());
  if (!read || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const [hours, minutes] = [Number(read[1]), Number(read[2])];
  if (hours > 23 || minutes > 59) return null;
  const two = (n: number) => String(n).padStart(2, '0');
  const date = new Date(`${day}T${two(hours)}:${two(minutes)}:00`);
  const offset = -date.getTimezoneOffset();
  const sign = offset < 0 ? '-' : '+';
  const ahead = `${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${day}T${two(hours)}:${two(minutes)}:00${sign}${ahead}`;
}
