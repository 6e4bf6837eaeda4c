// Where in the program the person is. One place at a time, and one chart a window: there is no second patient to mix up.

import type { PatientHead } from '../api/types';

export type Spot =
  | 'today'
  | 'charts'
  | 'inbox'
  | 'find'
  | 'renewals'
  | 'chart'
  | 'import'
  | 'verify'
  | 'settings'
  | 'people'
  | 'backups'
  | 'audit'
  | 'reviews';

/** A page that was found by its words. */
export interface FoundAt {
  text: string;
  /** The page's section and record. */
  page: string;
}

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

  /** The words looked for in all charts; they stay while a chart that was found is read. */
  words = $state('');
  /** The page the chart was opened at, when it was found by its words. */
  found_at = $state.raw<FoundAt | null>(null);

  /** The patient whose audit is asked for. */
  audit_of = $state.raw<Pick<PatientHead, 'patient' | 'name' | 'chart_number'> | null>(null);

  go(spot: Exclude<Spot, 'chart'>): void {
    this.audit_of = null;
    this.spot = spot;
  }

  /** Looks for words in all charts. */
  find(text: string): void {
    this.words = text;
    this.go('find');
  }

  /** Opens a chart at a page that was found by its words. */
  openChartAt(patient: string, found: FoundAt): void {
    this.openChart(patient);
    this.found_at = found;
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
    this.found_at = null;
    this.spot = 'charts';
  }

  get whereabouts(): Whereabouts {
    return { spot: this.spot, patient: this.patient, visit: this.visit };
  }

  comeBack({ spot, patient, visit }: Whereabouts): void {
    this.patient = patient;
    this.visit = visit;
    this.found_at = null;
    this.spot = spot;
  }

  openChart(patient: string, visit: string | null = null): void {
    this.patient = patient;
    this.visit = visit;
    this.found_at = null;
    this.spot = 'chart';
  }

  /** Puts everything away. Called when the practice is locked. */
  clear(): void {
    this.spot = 'today';
    this.patient = null;
    this.visit = null;
    this.words = '';
    this.found_at = null;
    this.audit_of = null;
  }
}

export const place = new Place();
