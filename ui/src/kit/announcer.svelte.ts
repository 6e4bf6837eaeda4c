// One sentence at a time, shown at the foot of the window and said by screen readers. For what was done and for what
// could not be done; never for a question.

export interface Announcement {
  text: string;
  tone: 'done' | 'problem';
}

export class Announcer {
  current = $state<Announcement | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Says that something was done. Goes away by itself. */
  done(text: string): void {
    this.#show({ text, tone: 'done' }, 5_000);
  }

  /** Says that something could not be done. Stays until it is dismissed or replaced. */
  problem(text: string): void {
    this.#show({ text, tone: 'problem' }, undefined);
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    this.current = null;
  }

  #show(announcement: Announcement, milliseconds: number | undefined): void {
    clearTimeout(this.#timer);
    this.current = announcement;
    if (milliseconds !== undefined) this.#timer = setTimeout(() => (this.current = null), milliseconds);
  }
}

export const announcer = new Announcer();
