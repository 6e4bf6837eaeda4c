// The sheets that can lie over the chart, one at a time.
import type {
  Allergy,
  Condition,
  DocumentRow,
  HistoryRow,
  Immunization,
  Medication,
  Order,
  PhraseView,
  RecordView,
  ResultReport,
  Task,
  VitalsView,
} from '../api/types';

/** The sheets of orders, results, documents, histories and vaccines: see SectionSheets. */
export type SectionSheet =
  | { kind: 'order'; order: RecordView<Order> }
  | { kind: 'order-form'; order: RecordView<Order> | null }
  | { kind: 'result'; result: RecordView<ResultReport> }
  | { kind: 'result-form'; result: RecordView<ResultReport> | null }
  | { kind: 'result-grid' }
  | { kind: 'document'; document: RecordView<DocumentRow> }
  | { kind: 'document-page'; record: string; title: string }
  | { kind: 'document-form'; document: RecordView<DocumentRow> | null; dropped: File | null }
  | { kind: 'history'; history: RecordView<HistoryRow> }
  | { kind: 'history-form'; history: RecordView<HistoryRow> | null; change: boolean }
  | { kind: 'immunization'; immunization: RecordView<Immunization> }
  | { kind: 'immunization-form'; immunization: RecordView<Immunization> | null };

export type Sheet =
  | SectionSheet
  | { kind: 'problem'; problem: RecordView<Condition> }
  | { kind: 'problem-form'; problem: RecordView<Condition> | null }
  | { kind: 'allergy'; allergy: RecordView<Allergy> }
  | { kind: 'allergy-form'; allergy: RecordView<Allergy> | null }
  | { kind: 'medication'; medication: RecordView<Medication> }
  | { kind: 'medication-form'; medication: RecordView<Medication> | null }
  /** The medication plan of the day. */
  | { kind: 'plan' }
  /** A renewal is asked for. */
  | { kind: 'renewal' }
  | { kind: 'record'; section: string; record: string; title: string }
  | { kind: 'received'; record: string | null }
  | { kind: 'vitals' }
  | { kind: 'vitals-set'; vitals: VitalsView }
  | { kind: 'vitals-correction'; vitals: VitalsView }
  | { kind: 'registration' }
  | { kind: 'sign' }
  | { kind: 'addendum'; note: string }
  | { kind: 'task'; task: RecordView<Task> }
  | { kind: 'copy' }
  | { kind: 'template'; phrase: PhraseView }
  | { kind: 'phrases' }
  | { kind: 'note-versions'; note: string }
  | { kind: 'retract'; note: string; heads: string[] }
  /** What can be printed: a visit, a prescription, or a visit with its prescription. */
  | { kind: 'print'; visit: string | null; prescription: string | null }
  /** Everything the patient leaves with. */
  | { kind: 'pack'; visit: string };

export type SheetOpener = (sheet: Sheet) => void;
