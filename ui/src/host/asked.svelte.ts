// A question put to the boundary and what became of it. Loading, error and answer are three different things, and an
// answer that comes after a newer question is dropped: the previous patient's data can never appear late.
import { problemOf, type Problem } from './call';

export class Asked<View> {
  view = $state.raw<View | null>(null);
  problem = $state.raw<Problem | null>(null);
  loading = $state(false);
  /** The view, but none when a newer question was refused: what was found for other words is never taken for these. */
  readonly answer = $derived(this.problem === null ? this.view : null);
  #question = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** Asks; keeps what is on screen until the answer is there. Returns the answer, or null when refused or overtaken. */
  ask(question: () => Promise<View>): Promise<View | null> {
    const asking = this.#ask(question);
    this.#last = asking;
    return asking;
  }

  /** Resolves when the answer to the newest question is there. */
  async settled(): Promise<void> {
    await this.#last;
  }

  async #ask(question: () => Promise<View>): Promise<View | null> {
    const mine = ++this.#question;
    this.loading = true;
    try {
      const view = await question();
      if (mine !== this.#question) return null;
      this.view = view;
      this.problem = null;
      this.loading = false;
      return view;
    } catch (thrown) {
      if (mine !== this.#question) return null;
      this.problem = problemOf(thrown);
      this.loading = false;
      return null;
    }
  }

  /** Forgets the answer and any question under way. */
  forget(): void {
    this.#question += 1;
    this.view = null;
    this.problem = null;
    this.loading = false;
  }
}
