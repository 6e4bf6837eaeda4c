// Where things stand in the large drawing of a number: whole steps on the axis of values, years or months on the axis of
// time. Nothing of medicine.

export interface Axis {
  low: number;
  high: number;
  /** The values with a line of their own, from the least on. */
  ticks: number[];
}

/** The axis around these values: whole steps of 1, 2 or 5 and powers of ten. */
export function axisAround(values: readonly number[]): Axis {
  const sound = values.filter((value) => Number.isFinite(value));
  if (sound.length === 0) return { low: 0, high: 1, ticks: [0, 1] };
  const least = Math.min(...sound);
  const most = Math.max(...sound);
  const spread = Math.max(most - least, Math.abs(most) * 0.05) || 1;
  const rough = spread / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? 10 * power;
  // A number that never changed stands in the middle, and none below zero on account of that.
  const room = most > least ? 0 : 2 * step;
  const below = Math.floor((least - room) / step) * step;
  const low = least >= 0 ? Math.max(0, below) : below;
  const high = Math.max(Math.ceil((most + room) / step) * step, low + step);
  const ticks: number[] = [];
  // Counted and not added up: 0.1 + 0.2 is drawn as 0.3.
  for (let at = 0; low + at * step <= high + step / 1e6; at += 1) {
    ticks.push(Number((low + at * step).toPrecision(12)));
  }
  return { low, high, ticks };
}

/** Places of a drawing of this size. */
export class Plot {
  constructor(
    readonly left: number,
    readonly top: number,
    readonly width: number,
    readonly height: number,
    readonly from: number,
    readonly until: number,
    readonly axis: Axis,
  ) {}

  x(at: number): number {
    const span = this.until - this.from;
    return this.left + (span <= 0 ? this.width / 2 : ((at - this.from) / span) * this.width);
  }

  /** Never outside of the drawing. */
  clampedX(at: number): number {
    return Math.max(this.left, Math.min(this.left + this.width, this.x(at)));
  }

  y(value: number): number {
    const { low, high } = this.axis;
    return this.top + ((high - value) / (high - low)) * this.height;
  }

  clampedY(value: number): number {
    return Math.max(this.top, Math.min(this.top + this.height, this.y(value)));
  }
}

/** The first days of years, or of months where it is little more than one year; at most about eight. */
export function timeTicks(from: number, until: number): { at: number; label: string }[] {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const first = new Date(from);
  const span_months = Math.max(1, (until - from) / (30.44 * 86_400_000));
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 240].find((n) => span_months / n <= 8) ?? 480;
  const ticks: { at: number; label: string }[] = [];
  const start = step >= 12 ? 0 : Math.floor(first.getMonth() / step) * step;
  for (let at = 0; ; at += 1) {
    const day = new Date(first.getFullYear(), start + at * step, 1);
    if (day.getTime() > until) break;
    if (day.getTime() < from) continue;
    const year = String(day.getFullYear());
    ticks.push({ at: day.getTime(), label: step >= 12 ? year : `${months[day.getMonth()]} ${year}` });
  }
  return ticks;
}

/** The same moment so many years before. */
export function yearsBefore(at: number, years: number): number {
  const day = new Date(at);
  return day.setFullYear(day.getFullYear() - years);
}
