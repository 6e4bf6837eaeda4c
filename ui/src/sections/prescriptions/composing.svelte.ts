// The drug line being typed: what it means, how it can go on, and what happens when something is picked. The boundary
// decides all of it; here it is only kept in the order in which a person sees it.
import type { ItemPreview, LineSuggestion, PrescriptionItem, Repeatable } from '../../api/types';
import { api } from '../../host/api';
import { Asked } from '../../host/asked.svelte';

/** What can be picked under the line. */
export type Pick =
  | { kind: 'suggestion'; suggestion: LineSuggestion }
  | { kind: 'repeat'; again: Repeatable }
  | { kind: 'repeat-all'; again: readonly Repeatable[] };

const MOST = 8;

export function keyOf(pick: Pick): string {
  if (pick.kind === 'repeat-all') return 'repeat-all';
  if (pick.kind === 'repeat') return `repeat ${pick.again.record}`;
  const { kind, line, favourite } = pick.suggestion;
  return favourite ?? `${kind} ${line}`;
}

/** The medicines that can be ordered again: taken now, and not on the paper already. */
export function repeatables(all: readonly Repeatable[], items: readonly PrescriptionItem[]): Repeatable[] {
  const on_paper = items.map((item) => item.drug.text.toLowerCase());
  return all.filter((one) => !one.on_hold && !on_paper.includes(one.item.drug.text.toLowerCase()));
}

/** What the list under the line holds, the likeliest first. */
export function picksFor(
  line: string,
  suggestions: readonly LineSuggestion[],
  again: readonly Repeatable[],
): Pick[] {
  const typed = line.trim().toLowerCase();
  const offered = suggestions.map((suggestion): Pick => ({ kind: 'suggestion', suggestion }));
  const long_term = again.filter((one) => one.long_term);
  const fitting = again.filter((one) => typed === '' || one.item.drug.text.toLowerCase().startsWith(typed));
  const repeats = fitting.map((one): Pick => ({ kind: 'repeat', again: one }));
  if (typed !== '') return [...repeats.slice(0, 2), ...offered].slice(0, MOST);
  const all: Pick[] = long_term.length > 0 ? [{ kind: 'repeat-all', again: long_term }] : [];
  return [...all, ...offered, ...repeats].slice(0, MOST);
}

export class Composing {
  readonly preview = new Asked<ItemPreview>();
  readonly suggested = new Asked<LineSuggestion[]>();
  readonly known = new Asked<Repeatable[]>();
  /** The chosen row of the list; -1 while the line itself is meant. */
  at = $state(-1);
  open = $state(false);
  /** Picked drugs that ask something before they go on the paper, one after the other. */
  waiting = $state.raw<PrescriptionItem[]>([]);

  constructor(readonly patient: string) {}

  /** Asks anew what the line means and how it can go on. */
  read(line: string): void {
    const typed = line.trim();
    if (typed === '') this.preview.forget();
    else void this.preview.ask(() => api.prescriptions.preview({ patient: this.patient, line: typed }));
    void this.suggested.ask(() => api.prescriptions.suggest({ text: line.trimStart() }));
  }

  readAgain(): void {
    void this.known.ask(() => api.prescriptions.repeatable({ patient: this.patient }));
  }

  picks(line: string, items: readonly PrescriptionItem[]): Pick[] {
    const again = repeatables(this.known.view ?? [], items);
    const shown = this.preview.answer?.line.toLowerCase();
    const others = (this.suggested.answer ?? []).filter((one) => one.line.toLowerCase() !== shown);
    return picksFor(line, others, again);
  }

  move(by: 1 | -1, count: number): void {
    this.open = true;
    if (count === 0) this.at = -1;
    else if (this.at === -1 && by === -1) this.at = count - 1;
    else this.at = this.at + by >= count ? -1 : this.at + by;
  }

  async settled(): Promise<void> {
    await this.preview.settled();
    await this.suggested.settled();
  }

  /** Looks at picked drugs as at typed ones: those that ask nothing go on the paper, the others wait their turn. */
  async look(items: readonly PrescriptionItem[]): Promise<{ ready: ItemPreview[]; asking: ItemPreview[] }> {
    const views = await api.prescriptions.preview_items({ patient: this.patient, items: [...items] });
    return {
      ready: views.filter((view) => asksNothing(view)),
      asking: views.filter((view) => !asksNothing(view)),
    };
  }
}

/** A contraindication that nobody has answered. */
export function isContraindicated(view: ItemPreview): boolean {
  return view.findings.some((one) => one.severity === 'contraindicated' && one.overridden === null);
}

/** Nothing is missing, and nothing asks to be answered before going on. */
export function asksNothing(view: ItemPreview): boolean {
  return view.missing.length === 0 && !isContraindicated(view);
}
