// The day's list: four lanes, one visit chosen, moved with the arrows as on a board.
import type { TodayView, VisitCard } from '../../api/types';
import { api } from '../../host/api';
import { Asked } from '../../host/asked.svelte';

export const lanes = ['expected', 'waiting', 'with_doctor', 'done'] as const;
export type Lane = (typeof lanes)[number];

/** Sections that show on a card. */
const shown_on_cards = ['encounters', 'patients', 'vitals', 'allergies', 'notes', 'prescriptions'];

export class Today {
  readonly list = new Asked<TodayView>();
  /** The chosen visit; null when there is none. */
  chosen_id = $state<string | null>(null);

  readonly chosen: { lane: Lane; card: VisitCard } | null = $derived.by(() => {
    const view = this.list.view;
    if (!view || this.chosen_id === null) return null;
    for (const lane of lanes) {
      const card = view[lane].find((visit) => visit.encounter === this.chosen_id);
      if (card) return { lane, card };
    }
    return null;
  });

  /** The one the doctor sees next: who is ready comes first, then who waits longest. The order is the boundary's. */
  readonly next: VisitCard | null = $derived(this.list.view?.waiting[0] ?? null);

  async read(): Promise<void> {
    const view = await this.list.ask(() => api.encounters.today({}));
    if (view && this.chosen === null)
      this.chosen_id = view.waiting[0]?.encounter ?? view.expected[0]?.encounter ?? null;
  }

  concerns(section: string): boolean {
    return shown_on_cards.includes(section);
  }

  /** Moves the choice; sideways to the nearest lane that has somebody. Returns the newly chosen visit. */
  move(key: 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'): string | null {
    const view = this.list.view;
    if (!view) return null;
    const from = this.chosen;
    if (!from) {
      const first = lanes.map((lane) => view[lane][0]).find((card) => card !== undefined);
      return (this.chosen_id = first?.encounter ?? null);
    }
    const row = view[from.lane].findIndex((card) => card.encounter === from.card.encounter);
    if (key === 'ArrowUp' || key === 'ArrowDown') {
      const to = view[from.lane][row + (key === 'ArrowDown' ? 1 : -1)];
      if (to) this.chosen_id = to.encounter;
    } else {
      const step = key === 'ArrowRight' ? 1 : -1;
      for (let at = lanes.indexOf(from.lane) + step; at >= 0 && at < lanes.length; at += step) {
        const lane = lanes[at];
        if (!lane || view[lane].length === 0) continue;
        this.chosen_id = view[lane][Math.min(row, view[lane].length - 1)]?.encounter ?? null;
        break;
      }
    }
    return this.chosen_id;
  }
}
