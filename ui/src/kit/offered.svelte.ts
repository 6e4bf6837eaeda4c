// What can be done with what is on the screen. Whoever shows it offers it, and the search box finds it by its name.

export interface Act {
  id: string;
  label: string;
  /** What people also type for it. */
  also?: string | undefined;
  keys?: string | undefined;
  run: () => void;
}

class Offered {
  #sources = $state.raw<readonly (() => readonly Act[])[]>([]);
  readonly acts: readonly Act[] = $derived(this.#sources.flatMap((source) => source()));

  /** Offers what `source` gives, as it is at each moment. Returns what ends it. */
  add(source: () => readonly Act[]): () => void {
    this.#sources = [...this.#sources, source];
    return () => {
      this.#sources = this.#sources.filter((one) => one !== source);
    };
  }
}

export const offered = new Offered();
