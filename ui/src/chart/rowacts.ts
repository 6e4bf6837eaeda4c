// What can be done with a line of the summary, by key: the same letters everywhere. C corrects, E marks as entered in
// error; the rest is the section's own. While a past day is shown there are none.
import type {
  Allergy,
  Condition,
  DocumentRow,
  GoalRow,
  HistoryRow,
  Immunization,
  Medication,
  Order,
  RecordView,
  ResultReport,
  Task,
} from '../api/types';
import { problemOf } from '../host/call';
import { api } from '../host/api';
import { announcer } from '../kit/announcer.svelte';
import type { RowAct } from '../kit/row';
import type { SheetOpener } from './sheet';
import { chartWords } from './strings';

const words = chartWords.keys;

const act = (key: string, label: string, run: () => void): RowAct => ({ key, label, run });

/** Does it at once; the file answers, and what it refuses is said. */
function now(done: string, work: () => Promise<unknown>): () => void {
  return () => {
    work().then(
      () => announcer.done(done),
      (thrown: unknown) => announcer.problem(problemOf(thrown).message),
    );
  };
}

export class RowActs {
  constructor(
    readonly patient: string,
    readonly open: SheetOpener,
    readonly may_sign: boolean,
  ) {}

  problem = (problem: RecordView<Condition>): RowAct[] => {
    const is_over = ['resolved', 'remission', 'inactive'].includes(problem.value.clinical_status);
    const { record, heads } = problem;
    const clinical_status = is_over ? 'recurrence' : 'resolved';
    const name = problem.value.condition.text;
    return [
      act('C', words.correct, () => this.open({ kind: 'problem-form', problem })),
      act(
        'R',
        is_over ? words.back : words.resolved,
        now(is_over ? words.is_back(name) : words.is_resolved(name), () =>
          api.problems.resolve({ patient: this.patient, record, heads, clinical_status }),
        ),
      ),
      act('E', words.error, () => this.open({ kind: 'problem', problem, act: 'error' })),
    ];
  };

  medication = (medication: RecordView<Medication>): RowAct[] => {
    const to = (act: 'stopped' | 'on-hold' | 'active' | 'change' | 'error') => () =>
      this.open({ kind: 'medication', medication, act });
    const { status } = medication.value;
    const acts = [act('C', words.correct, () => this.open({ kind: 'medication-form', medication }))];
    if (status === 'active' || status === 'on-hold') {
      acts.push(act('D', words.dose, to('change')), act('S', words.stop, to('stopped')));
    }
    if (status === 'active') acts.push(act('H', words.hold, to('on-hold')));
    else acts.push(act('T', words.take_up, to('active')));
    acts.push(act('E', words.error, to('error')));
    return acts;
  };

  allergy = (allergy: RecordView<Allergy>): RowAct[] => [
    act('C', words.correct, () => this.open({ kind: 'allergy-form', allergy })),
    act('E', words.error, () => this.open({ kind: 'allergy', allergy, act: 'error' })),
  ];

  result = (result: RecordView<ResultReport>): RowAct[] => [
    ...(this.may_sign && !result.value.review
      ? [act('A', words.acknowledge, () => this.open({ kind: 'result', result }))]
      : []),
    act('C', words.correct, () => this.open({ kind: 'result-form', result })),
    act('E', words.error, () => this.open({ kind: 'result', result, act: 'error' })),
  ];

  order = (order: RecordView<Order>): RowAct[] => {
    const { record, heads } = order;
    const is_open = ['active', 'on-hold', 'draft'].includes(order.value.status);
    return [
      act('C', words.correct, () => this.open({ kind: 'order-form', order })),
      ...(is_open
        ? [
            act(
              'D',
              words.done,
              now(words.order_done, () =>
                api.orders.set_status({ patient: this.patient, record, heads, status: 'completed' }),
              ),
            ),
          ]
        : []),
      act('E', words.error, () => this.open({ kind: 'order', order, act: 'error' })),
    ];
  };

  immunization = (immunization: RecordView<Immunization>): RowAct[] => [
    act('C', words.correct, () => this.open({ kind: 'immunization-form', immunization })),
    act('E', words.error, () => this.open({ kind: 'immunization', immunization, act: 'error' })),
  ];

  history = (history: RecordView<HistoryRow>): RowAct[] => [
    act('N', words.different, () => this.open({ kind: 'history-form', history, change: true })),
    act('C', words.correct, () => this.open({ kind: 'history-form', history, change: false })),
    act('E', words.error, () => this.open({ kind: 'history', history, act: 'error' })),
  ];

  document = (document: RecordView<DocumentRow>): RowAct[] => [
    act('C', words.correct, () => this.open({ kind: 'document-form', document, dropped: null })),
    act('E', words.error, () => this.open({ kind: 'document', document, act: 'error' })),
  ];

  task = (task: RecordView<Task>): RowAct[] => {
    const { record, heads } = task;
    return [
      act(
        'D',
        words.done,
        now(words.task_done, () =>
          api.tasks.settle({ patient: this.patient, record, heads, status: 'completed' }),
        ),
      ),
      act('E', words.error, () => this.open({ kind: 'task', task, act: 'error' })),
    ];
  };

  /** A number of the trends: its goal is set with a letter, by a physician. */
  trend = (key: string, name: string, goal: RecordView<GoalRow> | null): RowAct[] =>
    this.may_sign
      ? [
          act('G', goal ? words.change_goal : words.goal, () =>
            this.open({ kind: 'goal-form', goal: null, key, name }),
          ),
          ...(goal ? [act('E', words.goal_details, () => this.open({ kind: 'goal', goal }))] : []),
        ]
      : [];
}

/** A past day can be read and not changed. */
export const no_acts = {
  problem: () => [],
  medication: () => [],
  allergy: () => [],
  result: () => [],
  order: () => [],
  immunization: () => [],
  history: () => [],
  document: () => [],
  task: () => [],
  trend: () => [],
} satisfies Record<Exclude<keyof RowActs, 'patient' | 'open' | 'may_sign'>, () => RowAct[]>;
