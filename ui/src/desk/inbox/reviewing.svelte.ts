// Going through the queue of what awaits review: the item that is open in its chart, and the one after it.
import type { ToReviewView } from '../../api/types';
import { announcer } from '../../kit/announcer.svelte';
import { place } from '../place.svelte';
import { inboxWords } from './strings';

/** What of a chart is to be opened: ids only. */
export interface ReviewItem {
  section: string;
  record: string;
  patient: string;
}

class Reviewing {
  /** The item whose sheet is to be open; null while nobody goes through the queue. */
  item = $state.raw<ReviewItem | null>(null);

  open(row: ToReviewView): void {
    place.openChart(row.patient.patient);
    this.item = { section: row.section, record: row.record, patient: row.patient.patient };
  }

  /** One was acknowledged: the next is opened, or the inbox says that none is left. */
  goOn(waiting: readonly ToReviewView[]): void {
    if (this.item === null) return;
    const next = waiting[0];
    if (next) {
      this.open(next);
      return;
    }
    this.item = null;
    announcer.done(inboxWords.none.review);
    place.go('inbox');
  }

  /** The sheet was closed without an answer: the person stays in the chart. */
  stop(): void {
    this.item = null;
  }
}

export const reviewing = new Reviewing();
