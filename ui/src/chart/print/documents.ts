// Which papers there are beside those of a visit, and what each asks for.
import type { Document, Sheet } from '../../api/types';

export const otherDocuments: readonly Document[] = [
  'medication-plan',
  'referral',
  'sick-note',
  'lab-requisition',
  'imaging-requisition',
  'follow-up-slip',
  'vaccination-record',
  'trend-report',
  'growth-chart',
  'label',
  'chart',
];

export const isLetter = (document: Document) => document === 'referral' || document === 'sick-note';

/** Printed in the patient's own language. */
export const takesLanguage = (document: Document) =>
  document === 'visit-summary' || document === 'medication-plan';

export const takesDays = (document: Document) =>
  document === 'sick-note' || document === 'trend-report' || document === 'chart';

export const isLabel = (sheet: Sheet | 'own') => sheet.startsWith('label');

/** Only a prescription is printed twice on one sheet. */
export const isTwoUp = (sheet: Sheet | 'own') => sheet.endsWith('two-up');
