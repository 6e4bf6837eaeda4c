// The search box: each keystroke is a question, an answer that was overtaken is dropped, and before anything is typed
// the recent patients are there.
import { api } from '../../host/api';
import type { PatientHitView } from '../../api/types';
import { Asked } from '../../host/asked.svelte';
import { offered, type Act } from '../../kit/offered.svelte';
import { session } from '../session.svelte';
import { begins, matchingCommands, type Command } from './commands';

export type Choice =
  | { kind: 'patient'; id: string; patient: PatientHitView }
  | { kind: 'act'; id: string; act: Act }
  | { kind: 'command'; id: string; command: Command }
  | { kind: 'everywhere'; id: string; text: string };

/** What was asked, and who was found. */
interface Found {
  text: string;
  patients: PatientHitView[];
}

export class Search {
  text = $state('');
  open = $state(false);
  /** The row the arrows stand on. */
  at = $state(0);
  readonly found = new Asked<Found>();

  /** What the list is about: the words that were answered. It changes as a whole, or each key would draw it twice. */
  readonly shown: Found | null = $derived(
    this.found.problem ? { text: this.text.trim(), patients: [] } : this.found.view,
  );
  readonly is_recent = $derived(this.shown?.text === '');
  readonly choices: Choice[] = $derived(this.shown ? choices(this.shown) : []);
  readonly chosen: Choice | undefined = $derived(this.choices[this.at]);

  start(): void {
    this.open = true;
    this.#ask();
  }

  type(text: string): void {
    this.text = text;
    this.open = true;
    this.#ask();
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

  /** Resolves when the answer to what stands in the box is there. */
  async settled(): Promise<void> {
    await this.found.settled();
  }

  #ask(): void {
    const text = this.text.trim();
    this.at = 0;
    void this.found.ask(async () => ({
      text,
      patients: await (text === '' ? api.patients.recent() : api.patients.search({ text })),
    }));
  }
}

/** So many letters say what is meant of the many things that can be done in a chart. */
const ENOUGH = 3;

/** Patients first, then what can be done in the chart that is open, then what the words command, then everything they
 * may stand in. */
function choices({ text, patients }: Found): Choice[] {
  const commands = matchingCommands(text, session.is_steward, session.is_clinical);
  const acts =
    text.length < ENOUGH ? [] : offered.acts.filter((act) => begins(text, `${act.label} ${act.also ?? ''}`));
  return [
    ...patients.map((patient): Choice => ({ kind: 'patient', id: patient.patient, patient })),
    ...acts.map((act): Choice => ({ kind: 'act', id: `act ${act.id}`, act })),
    ...commands.map((command): Choice => ({ kind: 'command', id: command.id, command })),
    ...(session.is_clinical && text.length > 1
      ? [{ kind: 'everywhere', id: 'everywhere', text } as const]
      : []),
  ];
}
