// Numbers in a narrow column. An analyser writes 60.20859075265177; the eye needs 60.21. Only what is shown is shorter:
// the page of the timeline and the record keep every digit.

/** At most four figures that count, and every figure before the point. */
export function shortFigure(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const digits_before = Math.max(1, Math.floor(Math.log10(Math.abs(value) || 1)) + 1);
  return String(Number(value.toPrecision(Math.min(100, Math.max(4, digits_before)))));
}

/** The number of a chart, grouped as on paper: `004 217`. */
export function groupedNumber(chart_number: string): string {
  return chart_number.replace(/^(\d+)(\d{3})$/, '$1\u00a0$2');
}
