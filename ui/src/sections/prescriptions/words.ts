// A prescribed drug in words. The sentence itself was made by the boundary; here its parts are put side by side.
import type { PrescriptionItem } from '../../api/types';
import { prescriptionWords } from './strings';

export function itemName(item: PrescriptionItem): string {
  return [item.drug.text, item.strength, item.form].filter(Boolean).join(' ');
}

/** `dispense 14 · 2 repeats`; nothing where no quantity is given. */
export function itemQuantity(item: PrescriptionItem): string {
  const quantity = item.quantity ? prescriptionWords.dispense(item.quantity.value) : '';
  return [quantity, item.refills > 0 ? prescriptionWords.refills(item.refills) : '']
    .filter(Boolean)
    .join(' · ');
}
