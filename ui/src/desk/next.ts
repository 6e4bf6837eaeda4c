// The next patient for the doctor, from anywhere: who is ready comes first, then who waits longest. The order is the
// boundary's.
import { keepEverything } from '../chart/leaving';
import { api } from '../host/api';
import { problemOf } from '../host/call';
import { announcer } from '../kit/announcer.svelte';
import { place } from './place.svelte';
import { desk } from './strings';

let is_taking = false;

export async function takeNextPatient(): Promise<void> {
  // A key struck twice begins one visit.
  if (is_taking) return;
  is_taking = true;
  try {
    if (!(await keepEverything())) {
      announcer.problem(desk.not_left);
      return;
    }
    const next = (await api.encounters.today({})).waiting[0];
    if (!next) {
      announcer.done(desk.nobody_waits);
      return;
    }
    const { patient } = next.head;
    await api.encounters.start({ patient, encounter: next.encounter });
    place.openChart(patient, next.encounter);
  } catch (thrown) {
    announcer.problem(problemOf(thrown).message);
  } finally {
    is_taking = false;
  }
}
