// Where in the program the person is. One place at a time, and one chart a window: there is no second patient to mix up.

export type Spot = 'today' | 'charts' | 'chart' | 'import' | 'verify' | 'settings';

class Place {
  spot = $state<Spot>('today');
  /** The patient whose chart lies on the desk; stays there while Today is in front of it. */
  patient = $state<string | null>(null);
  /** The visit the chart was opened for, when it was opened from Today. */
  visit = $state<string | null>(null);

  go(spot: Exclude<Spot, 'chart'>): void {
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
  }
}

export const place = new Place();
