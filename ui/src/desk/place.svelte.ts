// Where in the program the person is. One place at a time, and one chart a window: there is no second patient to mix up.

import type { PatientHead } from '../api/types';

export type Spot =
  | 'today'
  | 'charts'
  | 'inbox'
  | 'renewals'
  | 'chart'
  | 'import'
  | 'verify'
  | 'settings'
  | 'people'
  | 'backups'
  | 'audit'
  | 'reviews';

/** Where somebody was, to come back to: ids only, nothing of a chart. */
export interface Whereabouts {
  spot: Spot;
  patient: string | null;
  visit: string | null;
}

class Place {
  spot = $state<Spot>('today');
  /** The patient whose chart lies on the desk; stays there while Today is in front of it. */
  patient = $state<string | null>(null);
  /** The visit the chart was opened for, when it was opened from Today. */
  visit = $state<string | null>(null);

  /** The patient whose audit is asked for. */
  audit_of = $state.raw<Pick<PatientHead, 'patient' | 'name' | 'chart_number'> | null>(null);

  go(spot: Exclude<Spot, 'chart'>): void {
    this.audit_of = null;
    this.spot = spot;
  }

  /** Who opened this chart. */
  openAudit(head: PatientHead): void {
    this.audit_of = head;
    this.spot = 'audit';
  }

  /** Takes the chart off the desk. */
  leaveChart(): void {
    this.patient = null;
    this.visit = null;
    this.spot = 'charts';
  }

  get whereabouts(): Whereabouts {
    return { spot: this.spot, patient: this.patient, visit: this.visit };
  }

  comeBack({ spot, patient, visit }: Whereabouts): void {
    this.patient = patient;
    this.visit = visit;
    this.spot = spot;
  }

  openChart(patient: string, visit: string | null = null): void {
    this.patient = patient;
    this.visit = visit;
    this.spot = 'chart';
  }

  /** Puts everything away. Called when the practice is locked. */
  clear(): void {
    this.spot = 'today';
    this.patient = null;
    this.visit = null;
    this.audit_of = null;
  }
}

export const place = new Place();
