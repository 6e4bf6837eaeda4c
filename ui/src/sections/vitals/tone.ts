// Which colour a flag has. The flag itself is the boundary's.

export type Tone = 'plain' | 'abnormal' | 'check';

const abnormal = new Set(['low', 'high', 'critical-low', 'critical-high']);

export function toneOf(flag: string): Tone {
  if (abnormal.has(flag)) return 'abnormal';
  return flag === 'implausible' ? 'check' : 'plain';
}
