// The chart on the screen: one patient, now or as at a day gone by.
import type { ChartView } from '../api/types';
import { api } from '../host/api';
import { Asked } from '../host/asked.svelte';
import { Timeline, type FoundAt } from './timeline.svelte';

export class ChartDesk {
  readonly opened = new Asked<ChartView>();
  readonly timeline: Timeline;
  /** The day it is shown as at; null is now. */
  as_at = $state<string | null>(null);

  readonly view = $derived(this.opened.view);
  readonly is_past = $derived(this.as_at !== null);

  constructor(
    readonly patient: string,
    found_at: FoundAt | null = null,
  ) {
    this.timeline = new Timeline(patient, found_at);
  }

  async open(): Promise<void> {
    const as_at = this.as_at;
    const view = await this.opened.ask(() =>
      api.charts.open({ patient: this.patient, ...(as_at ? { as_at } : {}) }),
    );
    if (view) this.timeline.take(view.timeline, view.also_in_record, as_at);
  }

  /** Opens a restricted chart with the reason why. Throws the refusal; the chart stays closed then. */
  async breakGlass(reason: string): Promise<void> {
    const view = await api.charts.open({ patient: this.patient, break_glass: reason });
    await this.opened.ask(() => Promise.resolve(view));
    this.as_at = null;
    this.timeline.take(view.timeline, view.also_in_record, null);
  }

  async showAsAt(day: string | null): Promise<void> {
    const before = this.as_at;
    this.as_at = day;
    await this.open();
    // A day on which the patient was not known yet: stay where we were, and say why.
    if (this.opened.problem && before !== day) this.as_at = before;
  }
}
