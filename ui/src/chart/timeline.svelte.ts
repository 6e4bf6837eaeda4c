// The pages of a chart, newest first. The chart brings the newest along; the rest is read as it is scrolled to.
import type { TimelineItem, TimelinePage } from '../api/types';
import { api } from '../host/api';
import { Asked } from '../host/asked.svelte';

export const filters = {
  /** Everything that stands in a section. What was kept as received (claims, care plans) would bury it. */
  all: [
    'encounters',
    'notes',
    'vitals',
    'allergies',
    'problems',
    'medications',
    'prescriptions',
    'results',
    'immunizations',
    'orders',
    'documents',
    'histories',
    'goals',
  ],
  visits: ['encounters', 'notes'],
  results: ['results'],
  prescriptions: ['prescriptions', 'medications'],
  documents: ['documents'],
  vitals: ['vitals'],
  immunizations: ['immunizations'],
  orders: ['orders'],
  lists: ['problems', 'allergies', 'histories', 'goals'],
} as const;
export type Filter = keyof typeof filters;

/** A page that was found by its words, before its chart was opened. */
export interface FoundAt {
  text: string;
  /** The page's section and record. */
  page: string;
}

const STRETCH = 100;

export class Timeline {
  filter = $state<Filter>('all');
  text = $state('');
  items = $state.raw<TimelineItem[]>([]);
  total = $state(0);
  readonly asked = new Asked<TimelinePage>();
  readonly #patient: string;
  #as_at: string | null = null;

  /** The page to bring into sight. */
  readonly found_at: string | null;

  constructor(patient: string, found_at: FoundAt | null = null) {
    this.#patient = patient;
    this.text = found_at?.text ?? '';
    this.found_at = found_at?.page ?? null;
  }

  readonly is_filtered = $derived(this.filter !== 'all' || this.text.trim() !== '');

  /** Takes the pages that came with the chart, or reads anew where a filter is set. */
  take(page: TimelinePage, also_received: number, as_at: string | null): void {
    this.#as_at = as_at;
    if (this.is_filtered || also_received > 0) {
      void this.read();
      return;
    }
    this.asked.forget();
    this.items = page.items;
    this.total = page.total;
  }

  /** Reads from the newest page on. */
  async read(): Promise<void> {
    const page = await this.#ask(0, Math.max(STRETCH, 40));
    if (!page) return;
    this.items = page.items;
    this.total = page.total;
  }

  /** Reads on, when the last page in hand comes into sight. */
  async readOn(): Promise<void> {
    if (this.asked.loading || this.items.length >= this.total) return;
    const page = await this.#ask(this.items.length, STRETCH);
    if (!page) return;
    this.items = [...this.items, ...page.items];
    this.total = page.total;
  }

  #ask(offset: number, limit: number): Promise<TimelinePage | null> {
    const text = this.text.trim();
    const as_at = this.#as_at ? { as_at: this.#as_at } : {};
    return this.asked.ask(() =>
      api.charts.timeline({
        patient: this.#patient,
        // What is looked for may stand anywhere, also in what was kept as received.
        sections: this.filter === 'all' && text !== '' ? [] : [...filters[this.filter]],
        text,
        offset,
        limit,
        ...as_at,
      }),
    );
  }
}
