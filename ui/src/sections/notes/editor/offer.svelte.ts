// What is offered at the cursor: the chips the line would become, ways to go on, phrases, the choices of a stop. One list
// with one place in it, worked by the arrows, Enter, Tab and Escape.
import type { LineChip, LineView, PhraseView } from '../../../api/types';
import { api } from '../../../host/api';
import { Asked } from '../../../host/asked.svelte';
import type { Stop } from './stops';

export type Choice =
  | { kind: 'chips'; chips: LineChip[]; label: string }
  | { kind: 'line'; line: string; label: string; detail: string }
  | { kind: 'phrase'; phrase: PhraseView }
  | { kind: 'word'; word: string };

const MOST = 8;

export class Offer {
  /** The line that was read. */
  line = $state('');
  /** The place in the list. */
  at = $state(0);
  /** The line for which nothing more is offered, since Escape was pressed on it. */
  #left = $state<string | null>(null);
  phrases = $state.raw<PhraseView[]>([]);
  trigger = $state<string | null>(null);
  stop = $state.raw<Stop | null>(null);
  readonly read = new Asked<LineView>();

  readonly choices: Choice[] = $derived.by(() => {
    if (this.stop) return this.stop.choices.map((word) => ({ kind: 'word', word }));
    if (this.trigger !== null) {
      const typed = this.trigger.toLowerCase();
      const fits = this.phrases.filter(
        (phrase) =>
          phrase.trigger.startsWith(typed) ||
          (typed.length > 2 && phrase.name.toLowerCase().includes(typed.slice(1))),
      );
      return fits.slice(0, MOST).map((phrase) => ({ kind: 'phrase', phrase }));
    }
    const view = this.read.answer;
    if (!view || this.line === '' || this.#left === this.line) return [];
    const all: Choice[] = [];
    if (view.chips.length > 0)
      all.push({ kind: 'chips', chips: view.chips, label: view.chips.map((chip) => chip.label).join(' · ') });
    for (const { line, label, detail } of view.completions)
      if (line.trim() !== this.line.trim()) all.push({ kind: 'line', line, label, detail });
    return all;
  });
  readonly chosen = $derived(this.choices[Math.min(this.at, this.choices.length - 1)] ?? null);

  /** The choices of the stop are taken by their number. Not where one of them begins with a figure: whoever types `2`
   * for two days must not get the second choice. */
  readonly numbered = $derived(
    this.choices.every((choice) => choice.kind !== 'word' || !/^\d/.test(choice.word)),
  );

  /** Asks about a line; an empty one is forgotten. */
  async ask(patient: string, line: string, before: string): Promise<void> {
    if (line === this.line) return;
    // Typed anew, it is offered anew.
    if (line !== this.#left) this.#left = null;
    this.line = line;
    this.at = 0;
    if (line === '') this.read.forget();
    else await this.read.ask(() => api.notes.read_line({ patient, line, before }));
  }

  /** Nothing more is offered for this line until it changes. */
  leave(): boolean {
    const offered = this.choices.length > 0;
    this.#left = this.line;
    this.trigger = null;
    this.stop = null;
    return offered;
  }

  move(by: number): void {
    if (this.choices.length > 0) this.at = (this.at + by + this.choices.length) % this.choices.length;
  }

  /** What a key means that came before the answer to the last letter; null for nothing. Enter takes what asks nothing,
   * and shows what does; a way to go on that the arrow stood on is taken as it is called. Tab goes on with the line as
   * it stands now, never with an older one. */
  async meant(key: 'Enter' | 'Tab'): Promise<Choice | null> {
    const { line } = this;
    const called = this.at > 0 && this.chosen?.kind === 'line' ? this.chosen.label : null;
    await this.read.settled();
    if (this.line !== line || !this.fresh) return null;
    const on = this.choices.find(
      (choice) => choice.kind === 'line' && (key === 'Tab' || choice.label === called),
    );
    if (on) return on;
    const { chosen } = this;
    const asks = (chip: LineChip) => [...chip.doubts, ...chip.warnings, ...chip.missing].length > 0;
    return key === 'Enter' && chosen?.kind === 'chips' && !chosen.chips.some(asks) ? chosen : null;
  }

  /** A way to go on that is shown and that the line, as it is typed by now, still leads to. */
  get goesOn(): Choice | undefined {
    const typed = this.line.toLowerCase();
    return [this.chosen, ...this.choices].find(
      (choice): choice is Choice => choice?.kind === 'line' && choice.line.toLowerCase().startsWith(typed),
    );
  }

  /** What is offered belongs to the line that stands there now. */
  get fresh(): boolean {
    return !this.read.loading;
  }
}
