// After a write the boundary names what changed; whoever shows that asks again. Nothing on screen is ever guessed.

import type { Changed } from '../api/types';

type Listener = (changed: readonly Changed[]) => void;

class Changes {
  readonly #listeners = new Set<Listener>();

  announce(changed: readonly Changed[]): void {
    for (const listener of this.#listeners) listener(changed);
  }

  /** Returns the function that stops listening; made to be returned from an `$effect`. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export const changes = new Changes();
