// How this window looks to this person: colours and text size. Kept in the practice, by person; before anybody has
// unlocked, and for who never chose, it is as the computer is set.
import type { Looks, TextSize, Theme } from '../api/types';
import { api } from '../host/api';
import { problemOf } from '../host/call';
import { announcer } from '../kit/announcer.svelte';

export type { TextSize, Theme };

class Preferences {
  theme = $state<Theme>('system');
  text_size = $state<TextSize>('normal');
  #kept: Promise<unknown> = Promise.resolve();

  /** Another person is here; null when they never chose. */
  take(looks: Looks | null): void {
    this.theme = looks?.theme ?? 'system';
    this.text_size = looks?.text_size ?? 'normal';
  }

  /** The person chooses: it is seen at once, and kept for the next time. */
  async choose(looks: Partial<Looks>): Promise<void> {
    this.theme = looks.theme ?? this.theme;
    this.text_size = looks.text_size ?? this.text_size;
    const keep = () => api.practice.set_looks({ theme: this.theme, text_size: this.text_size });
    try {
      // One after the other: an older choice that arrives late would stay.
      await (this.#kept = this.#kept.then(keep, keep));
    } catch (thrown) {
      announcer.problem(problemOf(thrown).message);
    }
  }

  /** Writes the choices on the page; called from an effect. */
  apply(root: HTMLElement): void {
    if (this.theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = this.theme;
    root.dataset['textSize'] = this.text_size;
  }
}

export const preferences = new Preferences();
