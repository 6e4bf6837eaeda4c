// The visit being written: the draft as it is in the file, what is typed since, and where the cursor stands.
import type { Note, NoteView, PrescriptionItem, VisitDraft } from '../api/types';
import { api } from '../host/api';
import { Asked } from '../host/asked.svelte';
import type { DraftView } from '../api/types';
import { DraftKeeper } from './draft.svelte';

export const note_fields = [
  'reason',
  'subjective',
  'objective',
  'assessment_plan',
  'safety_net',
  'follow_up',
] as const satisfies readonly (keyof Note)[];
export type NoteField = (typeof note_fields)[number];

const blank: Note = {
  reason: '',
  subjective: '',
  objective: '',
  assessment_plan: '',
  safety_net: '',
  follow_up: '',
};

export class VisitDesk {
  note = $state<Note>({ ...blank });
  items = $state.raw<PrescriptionItem[]>([]);
  line = $state('');
  cursor = $state.raw<{ field: string; position: number } | null>(null);
  /** The note, once it is signed. */
  signed = $state.raw<NoteView | null>(null);
  readonly asked = new Asked<DraftView>();
  readonly keeper: DraftKeeper<VisitDraft>;
  #revision = 0;

  constructor(
    readonly patient: string,
    readonly encounter: string,
  ) {
    this.keeper = new DraftKeeper<VisitDraft>(
      () => this.#draft(),
      (draft) => this.#save(draft),
    );
  }

  /** Reads the draft from the file. What is typed and not yet kept is never overwritten by it. */
  async read(): Promise<void> {
    const view = await this.asked.ask(() =>
      api.notes.draft({ patient: this.patient, encounter: this.encounter }),
    );
    if (!view || this.keeper.keeping !== 'kept') return;
    this.note = { ...blank, ...view.draft.note };
    this.items = view.draft.items;
    this.line = view.draft.line;
    this.cursor = view.draft.cursor ?? null;
    this.signed = view.signed;
    this.#revision = view.revision;
    this.keeper.restored(view.saved_at === null ? null : Date.parse(view.saved_at));
  }

  /** Something was typed; `field` and `position` say where. */
  touch(field: string, position: number): void {
    this.cursor = { field, position };
    this.keeper.touch();
  }

  #draft(): VisitDraft {
    return {
      note: $state.snapshot(this.note),
      items: this.items,
      line: this.line,
      ...(this.cursor ? { cursor: this.cursor } : {}),
    };
  }

  async #save(draft: VisitDraft): Promise<void> {
    const saved = await api.notes.save_draft({
      patient: this.patient,
      encounter: this.encounter,
      draft,
      revision: this.#revision,
    });
    this.#revision = saved.revision;
  }
}
