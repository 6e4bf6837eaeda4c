// The note that is being written. There is no Save button: every pause goes into the encrypted file, one save after
// the other, and what the screen says about it is always true.
import { problemOf, type Problem } from '../host/call';

/** A pause this long is saved (milliseconds). */
export const PAUSE = 600;
/** Without a pause, this long after the first unsaved letter (milliseconds). */
export const LONGEST = 4_000;

export type Keeping = 'kept' | 'pending' | 'refused';

export class DraftKeeper<Text> {
  /** `kept`: the file holds what the screen shows. `pending`: letters are not in the file yet. */
  keeping = $state<Keeping>('kept');
  /** When the file last took the text (milliseconds since 1970); null before the first time. */
  kept_at = $state<number | null>(null);
  problem = $state.raw<Problem | null>(null);

  readonly #save: (text: Text) => Promise<void>;
  readonly #read: () => Text;
  #written = 0;
  #kept = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #longest: ReturnType<typeof setTimeout> | undefined;
  #under_way: Promise<void> | null = null;

  /** `read` gives the text as it stands; `save` resolves when it is in the file. */
  constructor(read: () => Text, save: (text: Text) => Promise<void>) {
    this.#read = read;
    this.#save = save;
  }

  /** A letter was typed. */
  touch(): void {
    this.#written += 1;
    if (this.keeping === 'kept') this.keeping = 'pending';
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.flush(), PAUSE);
    this.#longest ??= setTimeout(() => void this.flush(), LONGEST);
  }

  /** The text on screen came from the file. */
  restored(at: number | null): void {
    this.#kept = this.#written;
    this.kept_at = at;
    this.keeping = 'kept';
  }

  /** Resolves when everything typed so far is in the file, or was refused: then `problem` says why. */
  async flush(): Promise<void> {
    this.#stopTimers();
    // Two saves at once could arrive in the wrong order and bring back an older text.
    while (this.#under_way) await this.#under_way;
    if (this.#kept === this.#written) return;
    this.#under_way = this.#keep();
    try {
      await this.#under_way;
    } finally {
      this.#under_way = null;
    }
  }

  /** Stops the timers; what is unsaved stays unsaved. For after the note was signed. */
  stop(): void {
    this.#stopTimers();
    this.#kept = this.#written;
    this.keeping = 'kept';
  }

  async #keep(): Promise<void> {
    const version = this.#written;
    try {
      await this.#save(this.#read());
      this.#kept = version;
      this.kept_at = Date.now();
      this.problem = null;
      this.keeping = this.#written === version ? 'kept' : 'pending';
    } catch (thrown) {
      this.problem = problemOf(thrown);
      this.keeping = 'refused';
      this.#longest ??= setTimeout(() => void this.flush(), LONGEST);
    }
  }

  #stopTimers(): void {
    clearTimeout(this.#pause);
    clearTimeout(this.#longest);
    this.#pause = undefined;
    this.#longest = undefined;
  }
}
