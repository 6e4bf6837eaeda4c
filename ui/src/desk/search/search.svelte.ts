// The search box: each keystroke is a question, an answer that was overtaken is dropped, and before anything is typed
// the recent patients are there.
import { api } from '../../host/api';
import type { PatientHit } from '../../api/types';
import { Asked } from '../../host/asked.svelte';
import { matchingCommands, type Command } from './commands';

export type Choice =
  | { kind: 'patient'; id: string; patient: PatientHit }
  | { kind: 'command'; id: string; command: Command };

export class Search {
  text = $state('');
  open = $state(false);
  /** The row the arrows stand on. */
  at = $state(0);
  readonly found = new Asked<PatientHit[]>();

  readonly is_recent = $derived(this.text.trim() === '');
  readonly choices: Choice[] = $derived([
    ...(this.found.view ?? []).map((patient): Choice => ({ kind: 'patient', id: patient.id, patient })),
    ...matchingCommands(this.text).map((command): Choice => ({ kind: 'command', id: command.id, command })),
  ]);
  readonly chosen: Choice | undefined = $derived(this.choices[this.at]);

  start(): void {
    this.open = true;
    void this.#ask();
  }

  type(text: string): void {
    this.text = text;
    this.open = true;
    void this.#ask();
  }

  move(by: number): void {
    const rows = this.choices.length;
    if (rows > 0) this.at = (this.at + by + rows) % rows;
  }

  close(): void {
    this.open = false;
    this.text = '';
    this.at = 0;
    this.found.forget();
  }

  async #ask(): Promise<void> {
    const text = this.text.trim();
    this.at = 0;
    await this.found.ask(() => (text === '' ? api.patients.recent({}) : api.patients.find({ text })));
  }
}
