// The newest value of a trend as it is read: short, with its unit, which a blood pressure does not need.
import type { Trend } from '../api/types';
import { shortFigure } from '../kit/figures';

export function latestOf(trend: Trend): string {
  if (trend.key === 'blood-pressure') return trend.latest.split(' ')[0] ?? trend.latest;
  const [figure = '', ...unit] = trend.latest.split(' ');
  const value = Number(figure);
  const short = figure !== '' && Number.isFinite(value) ? shortFigure(value) : figure;
  const words = unit.length > 0 ? unit.join(' ') : trend.unit;
  // A unit that is longer than the number pushes it out of the line; it is whole in the sheet beside the line.
  return [short, words.length <= 7 ? words : ''].filter(Boolean).join(' ');
}
