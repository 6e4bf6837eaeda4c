// Which sheets belong to orders, results, documents, histories and vaccines, and what they are called.
import type { DocumentRow } from '../api/types';
import { documentWords } from '../sections/documents/strings';
import { goalWords } from '../sections/goals/strings';
import { historyWords } from '../sections/histories/strings';
import { immunizationWords } from '../sections/immunizations/strings';
import { orderWords } from '../sections/orders/strings';
import { resultWords } from '../sections/results/strings';
import type { SectionSheet, Sheet } from './sheet';
import { chartWords } from './strings';

const kinds: readonly string[] = [
  'order',
  'order-form',
  'result',
  'result-form',
  'result-grid',
  'document',
  'document-page',
  'document-form',
  'history',
  'history-form',
  'immunization',
  'immunization-form',
  'goal',
  'goal-form',
  'trend',
] satisfies SectionSheet['kind'][];

export function is_section_sheet(sheet: Sheet): sheet is SectionSheet {
  return kinds.includes(sheet.kind);
}

/** It needs the width of a page or of a table. */
export function needsWidth(sheet: Sheet): boolean {
  return ['document', 'document-page', 'result-form', 'result-grid', 'trend'].includes(sheet.kind);
}

/** What a document is called. */
export function documentName({ document: said }: DocumentRow): string {
  return said.title;
}

export function sectionTitle(sheet: SectionSheet): string {
  switch (sheet.kind) {
    case 'order':
      return sheet.order.value.tests.map((test) => test.test.text).join(', ');
    case 'order-form':
      return sheet.order ? orderWords.title_correct : orderWords.title_add;
    case 'result':
      return sheet.result.value.name;
    case 'result-form':
      return sheet.result ? resultWords.title_correct : resultWords.title_add;
    case 'result-grid':
      return resultWords.grid;
    case 'document':
      return documentName(sheet.document.value);
    case 'document-page':
      return sheet.title;
    case 'document-form':
      return sheet.document ? documentWords.title_correct : documentWords.title_add;
    case 'history':
      return sheet.history.value.short;
    case 'history-form':
      if (!sheet.history) return historyWords.title_add;
      return sheet.change ? historyWords.title_change : historyWords.title_correct;
    case 'goal':
      return sheet.goal.value.short;
    case 'goal-form':
      return sheet.goal ? goalWords.title_correct : goalWords.title(sheet.name);
    case 'trend':
      return chartWords.trends.title;
    case 'immunization':
      return sheet.immunization.value.vaccine.text;
    case 'immunization-form':
      return sheet.immunization ? immunizationWords.title_correct : immunizationWords.title_add;
  }
}
