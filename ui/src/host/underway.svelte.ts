// A long act and how far it has come: a key rotation, a backup, a check. What is read is the boundary's own board, so
// that the bar never moves by itself.
import type { Progress } from '../api/types';
import { Acting } from './acting.svelte';
import { api } from './api';
import { problemOf, type Problem } from './call';

/** How often the board is read (milliseconds). */
const READ_EVERY = 250;

export class Underway extends Acting {
  progress = $state.raw<Progress | null>(null);
  /** The board could not be read; the act itself goes on. */
  unread = $state.raw<Problem | null>(null);

  /** As {@link Acting.run}, reading the board until the act has ended. */
  override async run<View>(act: () => Promise<View>): Promise<View | null> {
    if (this.busy) return null;
    this.unread = null;
    let reading = false;
    const timer = setInterval(() => {
      if (reading) return;
      reading = true;
      void this.#read().finally(() => (reading = false));
    }, READ_EVERY);
    try {
      return await super.run(act);
    } finally {
      clearInterval(timer);
      this.progress = null;
    }
  }

  async #read(): Promise<void> {
    try {
      const progress = await api.practice.progress();
      if (this.busy) this.progress = progress;
    } catch (thrown) {
      this.unread = problemOf(thrown);
    }
  }
}
