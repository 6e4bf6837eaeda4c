// The newest value of a trend as it is read: with its unit, which a blood pressure does not need.
import type { Trend } from '../api/types';

export function latestOf(trend: Trend): string {
  const says_it = trend.key === 'blood-pressure' || trend.unit === '' || trend.latest.endsWith(trend.unit);
  return says_it ? trend.latest : `${trend.latest} ${trend.unit}`;
}
