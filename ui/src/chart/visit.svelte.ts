// The visit being written: the draft as it is in the file, what is typed since, and where the cursor stands.
import type {
  CopyPart,
  DraftView,
  ExpandedPart,
  ExpandedPhrase,
  Note,
  NoteChip,
  NoteView,
  PhraseView,
  PrescriptionItem,
  VisitDraft,
} from '../api/types';
import { api } from '../host/api';
import { Asked } from '../host/asked.svelte';
import type { FieldHandle } from '../sections/notes/editor/handle';
import type { FieldText, Piece } from '../sections/notes/editor/text';
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
  items = $state.raw<PrescriptionItem[]>([]);
  line = $state('');
  cursor = $state.raw<{ field: string; position: number } | null>(null);
  /** The note, once it is signed. */
  signed = $state.raw<NoteView | null>(null);
  /** How often the draft was read: the fields are made anew for each. */
  readings = $state(0);
  /** Fields that were copied and not edited since, with the day they are from. */
  copied = $state.raw<Partial<Record<string, { on: string; text: string }>>>({});
  /** How often something was put into a field that was not on the screen. */
  later_written = $state(0);
  phrases = $state.raw<PhraseView[]>([]);
  readonly asked = new Asked<DraftView>();
  readonly keeper: DraftKeeper<VisitDraft>;
  #revision = 0;
  #note: Note = { ...blank };
  #chips: NoteChip[] = [];
  // Nothing on screen follows these: they are asked when they are needed.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #handles = new Map<string, FieldHandle>();
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #on_the_way = new Set<Promise<void>>();

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
    this.#take(view);
  }

  async readPhrases(): Promise<void> {
    this.phrases = await api.notes.phrases();
  }

  /** Two windows wrote the same draft: both texts are kept, the other window's under this one's. */
  async join(): Promise<void> {
    const mine = this.#draft();
    const view = await api.notes.draft({ patient: this.patient, encounter: this.encounter });
    this.#revision = view.revision;
    for (const field of note_fields) {
      const theirs = (view.draft.note[field] ?? '').trim();
      if (theirs === '' || (mine.note[field] ?? '').includes(theirs)) continue;
      this.#handles.get(field)?.put([{ text: theirs, typed: '', plan: null }], 'append');
    }
    const known = this.items.map((item) => JSON.stringify(item));
    this.items = [
      ...this.items,
      ...(view.draft.items ?? []).filter((item) => !known.includes(JSON.stringify(item))),
    ];
    this.keeper.touch();
    await this.keeper.flush();
  }

  /** What a key asked for is on its way into the draft: a phrase, the meaning of a line, a medicine. */
  awaits(asked: Promise<void>): void {
    this.#on_the_way.add(asked);
    void asked.finally(() => this.#on_the_way.delete(asked));
  }

  /** Resolves when all that was typed or asked for by a key is in the file, or was refused. */
  async settle(): Promise<void> {
    // The answer to a line may ask for more.
    while (this.#on_the_way.size > 0) await Promise.allSettled(this.#on_the_way);
    await this.keeper.flush();
  }

  expand(trigger: string): Promise<ExpandedPhrase> {
    return api.notes.expand({ patient: this.patient, encounter: this.encounter, trigger });
  }

  async cosign(note: string, heads: string[]): Promise<void> {
    this.signed = await api.notes.cosign({ patient: this.patient, note, heads, remark: '' });
  }

  #take(view: DraftView): void {
    this.#note = { ...blank, ...view.draft.note };
    this.#chips = view.draft.chips ?? [];
    this.items = view.draft.items;
    this.line = view.draft.line;
    this.copied = view.draft.copied ?? {};
    this.cursor = view.draft.cursor ?? null;
    this.signed = view.signed;
    this.#revision = view.revision;
    this.readings += 1;
    this.keeper.restored(view.saved_at === null ? null : Date.parse(view.saved_at));
  }

  /** A field as it was read: what its editor begins with. */
  start(field: NoteField): FieldText {
    return { text: this.#note[field], chips: this.#chips.filter((chip) => chip.field === field) };
  }

  /** The editor of a field is there, or is gone. */
  attach(field: NoteField, handle: FieldHandle | null): void {
    const before = this.#handles.get(field);
    if (handle) this.#handles.set(field, handle);
    else if (before) {
      // A field that is put away keeps what was typed into it.
      this.#keepText(field, before.read());
      this.#handles.delete(field);
    }
  }

  handle(field: string): FieldHandle | undefined {
    return this.#handles.get(field);
  }

  /** Something was typed; `field` and `position` say where. */
  touch(field: string, position: number): void {
    this.cursor = { field, position };
    this.keeper.touch();
  }

  /** Takes over a part of another note; it counts as copied until it is edited. */
  copy(part: CopyPart, on: string, how: 'append' | 'replace'): void {
    const { pieces } = part;
    const handle = this.#handles.get(part.field);
    if (handle) handle.put(pieces, how);
    else this.#putAway(part.field as NoteField, pieces, how);
    const text = handle?.read().text ?? this.#note[part.field as NoteField];
    this.copied = { ...this.copied, [part.field]: { on, text } };
    this.keeper.touch();
  }

  put(field: NoteField, pieces: readonly Piece[], how: 'append' | 'replace'): void {
    this.#handles.get(field)?.put(pieces, how);
    this.keeper.touch();
  }

  /** Puts the parts of a template into the note, and the cursor into the first stop. */
  use(parts: { part: ExpandedPart; how: 'append' | 'replace' }[]): void {
    for (const { part, how } of parts) {
      const field = part.field === '' ? (this.cursor?.field ?? 'subjective') : part.field;
      const handle = this.#handles.get(field);
      if (handle) handle.put(part.pieces, how);
      // A field that is not on the screen yet takes its text where it is kept.
      else this.#putAway(field as NoteField, part.pieces, how);
    }
    this.keeper.touch();
    const first = parts[0]?.part.field;
    if (first) this.#handles.get(first)?.toStop();
  }

  #putAway(field: NoteField, pieces: readonly Piece[], how: 'append' | 'replace'): void {
    const before = how === 'replace' ? '' : this.#note[field];
    const chips = how === 'replace' ? [] : this.#chips.filter((chip) => chip.field === field);
    let text = before === '' ? '' : `${before}\n`;
    const added: NoteChip[] = [];
    for (const piece of pieces) {
      const from = text.length;
      text += piece.text;
      if (piece.plan)
        added.push({
          id: crypto.randomUUID(),
          field,
          from,
          to: text.length,
          typed: piece.typed,
          plan: piece.plan,
        });
    }
    this.#keepText(field, { text, chips: [...chips, ...added] });
    this.later_written += 1;
  }

  /** Gives a value of the chart its newest words. */
  refreshValue(chip: string, now: string): void {
    for (const handle of this.#handles.values()) handle.setValue(chip, now);
    this.keeper.touch();
  }

  #keepText(field: NoteField, { text, chips }: FieldText): void {
    this.#note[field] = text;
    this.#chips = [
      ...this.#chips.filter((chip) => chip.field !== field),
      ...chips.map((chip) => ({ ...chip, field })),
    ];
    const copied = this.copied[field];
    if (copied && copied.text.trim() !== text.trim()) {
      this.copied = Object.fromEntries(Object.entries(this.copied).filter(([name]) => name !== field));
    }
  }

  #draft(): VisitDraft {
    for (const [field, handle] of this.#handles) this.#keepText(field as NoteField, handle.read());
    return {
      note: { ...this.#note },
      items: this.items,
      line: this.line,
      chips: this.#chips,
      copied: this.copied as Record<string, { on: string; text: string }>,
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
