// What is asked of the audit. Each question is an act that stands in it, so it is put when the person says so, never at
// every letter.
import type { AuditRequest, AuditView, PatientHead } from '../../api/types';
import { api } from '../../host/api';
import { Asked } from '../../host/asked.svelte';

/** The part of a patient the filter needs. */
export type Whose = Pick<PatientHead, 'patient' | 'name' | 'chart_number'>;

export class AuditDesk {
  whose = $state.raw<Whose | null>(null);
  staff = $state('');
  act = $state('');
  from = $state('');
  until = $state('');
  readonly asked = new Asked<AuditView>();
  /** What the rows on screen answer: the report is made of the same. */
  shown = $state.raw<AuditRequest>({});
  shown_whose = $state.raw<Whose | null>(null);

  async show(): Promise<void> {
    const request = this.#request();
    const whose = this.whose;
    const view = await this.asked.ask(() => api.audit.list(request));
    if (!view) return;
    this.shown = request;
    this.shown_whose = whose;
  }

  async showEverything(): Promise<void> {
    this.whose = null;
    this.staff = '';
    this.act = '';
    this.from = '';
    this.until = '';
    await this.show();
  }

  #request(): AuditRequest {
    return {
      ...(this.whose ? { patient: this.whose.patient } : {}),
      ...(this.staff ? { staff: this.staff } : {}),
      ...(this.act ? { act: this.act } : {}),
      ...(this.from ? { from: this.from } : {}),
      ...(this.until ? { until: this.until } : {}),
    };
  }
}
