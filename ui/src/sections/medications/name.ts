// A medicine's name as it stands in a list: drug, strength, form.
import type { Medication } from '../../api/types';

export function medicationName(medication: Pick<Medication, 'drug' | 'strength' | 'form'>): string {
  return [medication.drug.text, medication.strength, medication.form].filter(Boolean).join(' ');
}
