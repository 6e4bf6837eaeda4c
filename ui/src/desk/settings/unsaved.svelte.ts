// What one person typed into the settings and did not save yet. It stays while they look elsewhere, and through a lock;
// whoever else comes does not find it.
import type { PracticeDetails, StaffView } from '../../api/types';

interface Letterhead {
  /** What the practice was when the typing began: another one's change in between is refused, not written over. */
  heads: StaffView['practice_heads'];
  base: PracticeDetails;
  practice: PracticeDetails;
}

class Unsaved {
  #owner: string | null = null;
  letterhead = $state<Letterhead | null>(null);
  /** Templates as they are typed, by key. */
  templates = $state<Record<string, string>>({});

  readonly letterhead_changed = $derived(
    this.letterhead !== null &&
      JSON.stringify(this.letterhead.practice) !== JSON.stringify(this.letterhead.base),
  );

  /** Lets go of what somebody else left. */
  own(staff: string | null): void {
    if (staff === this.#owner) return;
    this.#owner = staff;
    this.letterhead = null;
    this.templates = {};
  }

  /** The practice as it was read: typed over where nothing was typed yet. */
  begin(view: Pick<StaffView, 'practice' | 'practice_heads'>): void {
    if (this.letterhead_changed) return;
    this.take(view);
  }

  /** The practice as it is kept: what was typed is saved, or let go. */
  take(view: Pick<StaffView, 'practice' | 'practice_heads'>): void {
    const { practice, practice_heads } = view;
    this.letterhead = { heads: practice_heads, base: practice, practice: { ...practice } };
  }

  /** The template as typed; the same as kept is nothing unsaved. */
  write(key: string, text: string, kept: string): void {
    if (text === kept) this.drop(key);
    else this.templates[key] = text;
  }

  drop(key: string): void {
    this.templates = Object.fromEntries(Object.entries(this.templates).filter(([other]) => other !== key));
  }
}

export const unsaved = new Unsaved();
