// What is asked of the audit. Each question is an act that stands in it, so it is put when the person says so, never at
// every letter.
import type { AuditRequest, AuditRowView, AuditView, PatientHead } from '../../api/types';
import { Acting } from '../../host/acting.svelte';
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
  readonly older = new Acting();
  /** Every row on screen, the newest first. */
  rows = $state.raw<readonly AuditRowView[]>([]);
  /** There are older ones. */
  more = $state(false);
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
    this.rows = view.rows;
    this.more = view.more;
  }

  /** The next stretch: what is older than the last row on screen. */
  async showOlder(): Promise<void> {
    const last = this.rows.at(-1);
    if (!last) return;
    const request = { ...this.shown, below: last.seq };
    const before = this.rows;
    const view = await this.older.run(() => api.audit.list(request));
    // Asked anew in the meantime: these rows belong to another question.
    if (!view || this.rows !== before) return;
    this.rows = [...before, ...view.rows];
    this.more = view.more;
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
