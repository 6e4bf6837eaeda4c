// What a line of a list can tell and do: facts for the sheet beside it, acts by key, arrows from line to line.

import { TO_LOOK } from './keys';

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

/** When the focus last came to a line by itself, on the clock of events. */
let came_at = Number.NEGATIVE_INFINITY;

/** Whether a letter is meant for the line that has the focus. A key struck twice was meant for the line that has just
 * left: the next problem is not resolved with it. */
export function isMeant(event: KeyboardEvent): boolean {
  return event.timeStamp - came_at > TO_LOOK;
}

/** The act of a key, whichever case it is typed in. */
export function actOf(acts: readonly RowAct[], key: string): RowAct | undefined {
  return acts.find((act) => act.key.toLowerCase() === key.toLowerCase());
}

/** The lines that can be reached. What is folded away has a place on the screen for some web views, and takes no focus
 * in any. */
function linesOf(list: Element): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-row]')].filter(
    (one) => one.offsetParent && !one.closest('details:not([open])'),
  );
}

/** The line above or below in the same list of lists. */
export function neighbour(line: HTMLElement, key: string): HTMLElement | null {
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  const list = line.closest('[data-rows]');
  if (step === 0 || !list) return null;
  const lines = linesOf(list);
  return lines[lines.indexOf(line) + step] ?? null;
}

/** Keeps the place of the keyboard in a list of lists: when the line that has the focus leaves (it was ended, or marked
 * as an error), the line of the same list that comes into its place has it; in a list without lines, its first button.
 * An attachment. */
export function keepsPlace(list: HTMLElement): () => void {
  let line: HTMLElement | null = null;
  let section: Element = list;
  let at = 0;
  const remember = ({ target }: FocusEvent) => {
    line = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-row]') : null;
    // Whoever goes to a line means it.
    came_at = Number.NEGATIVE_INFINITY;
    if (!line) return;
    section = line.closest('section') ?? list;
    at = linesOf(section).indexOf(line);
  };
  // The focus is on nothing only when what had it is gone: the line itself, or the sheet that was opened from it.
  const observer = new MutationObserver(() => {
    if (!line || line.isConnected || document.activeElement !== document.body) return;
    const lines = linesOf(section);
    const next = lines[Math.min(at, lines.length - 1)];
    (next ?? section.querySelector<HTMLElement>('button, summary'))?.focus();
    came_at = performance.now();
  });
  list.addEventListener('focusin', remember);
  observer.observe(list, { childList: true, subtree: true });
  observer.observe(document.body, { childList: true });
  return () => {
    list.removeEventListener('focusin', remember);
    observer.disconnect();
  };
}
