// Whether the sheet for a visit is open, and for whom.
import type { PatientHead } from '../api/types';

class Booking {
  open = $state(false);
  patient = $state.raw<PatientHead | null>(null);

  start(patient: PatientHead | null): void {
    this.patient = patient;
    this.open = true;
  }
}

export const booking = new Booking();
