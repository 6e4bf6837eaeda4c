// The time on the wall, for "14 min" and "saved 3 s ago". One timer for the whole window.
import { createSubscriber } from 'svelte/reactivity';

class Clock {
  readonly #subscribe = createSubscriber((update) => {
    const timer = setInterval(update, 1_000);
    return () => clearInterval(timer);
  });

  /** Milliseconds since 1970, renewed every second while something on screen reads it. */
  get now(): number {
    this.#subscribe();
    return Date.now();
  }
}

export const clock = new Clock();
