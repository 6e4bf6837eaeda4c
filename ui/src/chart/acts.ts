// What can be done in an open chart: by its key, by its name in the search box, and as the help for keys says it. One
// list, so that they never drift apart.
import { isKeys } from '../kit/keys';
import { chartWords } from './strings';

/** Each with its key, where it has one; `reads` is possible on a past day as well. */
const acts = {
  print: { keys: 'Ctrl P', reads: true },
  pack: { keys: 'Alt B', reads: true },
  problem: { keys: 'Alt P' },
  allergy: { keys: 'Alt A' },
  medication: { keys: 'Alt M' },
  renewal: { keys: 'Alt W' },
  plan: { keys: 'Alt E' },
  vitals: { keys: 'Alt V' },
  order: { keys: 'Alt O' },
  result: { keys: 'Alt L' },
  grid: { reads: true },
  document: { keys: 'Alt D' },
  history: { keys: 'Alt H' },
  immunization: { keys: 'Alt I' },
  registration: { keys: 'Alt U' },
  summary: { keys: 'Alt J', reads: true },
} as const satisfies Record<string, { keys?: string; reads?: true }>;

export type ChartActId = keyof typeof acts;

export interface ChartAct {
  id: ChartActId;
  keys: string | undefined;
  reads: boolean;
  label: string;
  also: string | undefined;
}

export const chart_acts: readonly ChartAct[] = Object.entries(acts).map(([name, act]) => {
  const id = name as ChartActId;
  return {
    id,
    keys: 'keys' in act ? act.keys : undefined,
    reads: 'reads' in act,
    label: chartWords.acts[id],
    also: chartWords.also_typed[id],
  };
});

/** The act of a chord. */
export function actOfChord(event: KeyboardEvent): ChartAct | undefined {
  return chart_acts.find((act) => act.keys !== undefined && isKeys(event, act.keys));
}
