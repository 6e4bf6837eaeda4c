// What a line of a list can tell and do: facts for the sheet beside it, acts by key, arrows from line to line.

/** One thing that is known. */
export interface Fact {
  name: string;
  text: string;
  /** It must not be overlooked. */
  alert?: boolean;
}

/** Something that can be done with a line while the focus is on it. */
export interface RowAct {
  /** One letter, as it is printed on the key. */
  key: string;
  label: string;
  run: () => void;
}

/** Only those that say something. */
export function known(facts: readonly (readonly [string, string | null | undefined, boolean?])[]): Fact[] {
  return facts.flatMap(([name, text, alert = false]) => (text ? [{ name, text, alert }] : []));
}

/** The act of a key, whichever case it is typed in. */
export function actOf(acts: readonly RowAct[], key: string): RowAct | undefined {
  return acts.find((act) => act.key.toLowerCase() === key.toLowerCase());
}

/** The line above or below in the same list of lists. */
export function neighbour(line: HTMLElement, key: string): HTMLElement | null {
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  const list = line.closest('[data-rows]');
  if (step === 0 || !list) return null;
  // What is folded away has a place on the screen for some web views, and takes no focus in any.
  const lines = [...list.querySelectorAll<HTMLElement>('[data-row]')].filter(
    (one) => one.offsetParent && !one.closest('details:not([open])'),
  );
  return lines[lines.indexOf(line) + step] ?? null;
}
