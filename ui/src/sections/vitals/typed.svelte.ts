// Vitals being typed: one line, and over it what was typed into single fields. The boundary reads both at every
// keystroke; nothing is understood here.
import type { VitalsField, VitalsForm } from '../../api/types';
import { api } from '../../host/api';
import { Asked } from '../../host/asked.svelte';

export class TypedVitals {
  line = $state('');
  /** What was typed into the form itself, by field. */
  fields = $state<Record<string, string>>({});
  readonly form = new Asked<VitalsForm>();

  constructor(readonly patient: string) {}

  read(): Promise<VitalsForm | null> {
    return this.form.ask(() => api.vitals.preview({ patient: this.patient, ...this.typed() }));
  }

  typeLine(text: string): void {
    this.line = text;
    void this.read();
  }

  typeField(key: string, text: string): void {
    this.fields[key] = text;
    void this.read();
  }

  /** What stands in a field: what was typed there, or what the line says. */
  textOf(field: VitalsField): string {
    return this.fields[field.key] ?? field.text;
  }

  typed(): { line: string; fields: Record<string, string> } {
    return { line: this.line, fields: $state.snapshot(this.fields) };
  }
}
