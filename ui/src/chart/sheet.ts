// The sheets that can lie over the chart, one at a time.
import type {
  Allergy,
  Condition,
  DocumentRow,
  GoalRow,
  HistoryRow,
  Immunization,
  Medication,
  Order,
  PhraseView,
  RecordView,
  ResultReport,
  Task,
} from '../api/types';

/** What a sheet begins with, when a key of the line opened it: marking as an error, or an act of the section. */
export type SheetAct = 'error' | 'stopped' | 'on-hold' | 'active' | 'change' | 'revoked';

/** The sheets of orders, results, documents, histories and vaccines: see SectionSheets. */
export type SectionSheet =
  | { kind: 'order'; order: RecordView<Order>; act?: SheetAct }
  | { kind: 'order-form'; order: RecordView<Order> | null }
  | { kind: 'result'; result: RecordView<ResultReport>; act?: SheetAct }
  | { kind: 'result-form'; result: RecordView<ResultReport> | null }
  | { kind: 'result-grid' }
  | { kind: 'document'; document: RecordView<DocumentRow>; act?: SheetAct }
  | { kind: 'document-page'; record: string; title: string }
  | { kind: 'document-form'; document: RecordView<DocumentRow> | null; dropped: File | null }
  | { kind: 'history'; history: RecordView<HistoryRow>; act?: SheetAct }
  | { kind: 'history-form'; history: RecordView<HistoryRow> | null; change: boolean }
  | { kind: 'immunization'; immunization: RecordView<Immunization>; act?: SheetAct }
  | { kind: 'immunization-form'; immunization: RecordView<Immunization> | null }
  | { kind: 'goal'; goal: RecordView<GoalRow>; act?: SheetAct }
  | { kind: 'goal-form'; goal: RecordView<GoalRow> | null; key: string | null; name: string }
  /** One number in full, with its goals and the medicines that move it. */
  | { kind: 'trend'; key: string; name: string };

export type Sheet =
  | SectionSheet
  | { kind: 'problem'; problem: RecordView<Condition>; act?: SheetAct }
  | { kind: 'problem-form'; problem: RecordView<Condition> | null }
  | { kind: 'allergy'; allergy: RecordView<Allergy>; act?: SheetAct }
  | { kind: 'allergy-form'; allergy: RecordView<Allergy> | null }
  | { kind: 'medication'; medication: RecordView<Medication>; act?: SheetAct }
  | { kind: 'medication-form'; medication: RecordView<Medication> | null }
  /** The signed note of a visit. */
  | { kind: 'visit-note'; encounter: string; title: string }
  /** The medication plan of the day. */
  | { kind: 'plan' }
  /** A renewal is asked for. */
  | { kind: 'renewal' }
  | { kind: 'record'; section: string; record: string; title: string }
  | { kind: 'received'; record: string | null }
  | { kind: 'vitals' }
  | { kind: 'vitals-correction'; record: string }
  | { kind: 'registration' }
  | { kind: 'sign' }
  | { kind: 'addendum'; note: string }
  | { kind: 'task'; task: RecordView<Task>; act?: SheetAct }
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
