// What waits for somebody, over all charts: four lists, each with its own answer and its own failure. One that cannot be
// read is said to be so, and is never counted as empty.
import type { OpenTask, ToReviewView, UnsignedNote, WaitingPatient } from '../../api/types';
import { api } from '../../host/api';
import { Asked } from '../../host/asked.svelte';
import { changes } from '../../host/changes';

/** Sections whose changes can put something into the inbox or take it out. */
const concerns = [
  'results',
  'documents',
  'notes',
  'encounters',
  'medications',
  'prescriptions',
  'tasks',
  'patients',
];

class Inbox {
  readonly review = new Asked<ToReviewView[]>();
  readonly unsigned = new Asked<UnsignedNote[]>();
  readonly renewals = new Asked<WaitingPatient[]>();
  readonly tasks = new Asked<OpenTask[]>();

  /** How many things wait; null while a list is not there or could not be read, since a part is not the whole. */
  readonly count = $derived.by(() => {
    const lists = [this.review, this.unsigned, this.renewals, this.tasks];
    if (lists.some((list) => list.view === null || list.problem)) return null;
    return lists.reduce((sum, list) => sum + (list.view?.length ?? 0), 0);
  });

  read(): void {
    void this.review.ask(() => api.results.to_review());
    void this.unsigned.ask(() => api.notes.unsigned());
    void this.renewals.ask(() => api.prescriptions.waiting());
    void this.tasks.ask(() => api.tasks.list({ mine: true }));
  }

  /** Reads now and after every change that concerns it. Returns the way to stop. */
  watch(): () => void {
    this.read();
    return changes.listen((changed) => {
      if (changed.some((change) => concerns.includes(change.section))) this.read();
    });
  }

  /** What comes after an item that was acknowledged: the newest queue, the first of it. */
  next(waiting: readonly ToReviewView[]): ToReviewView | null {
    return waiting[0] ?? null;
  }

  forget(): void {
    for (const list of [this.review, this.unsigned, this.renewals, this.tasks]) list.forget();
  }
}

export const inbox = new Inbox();
