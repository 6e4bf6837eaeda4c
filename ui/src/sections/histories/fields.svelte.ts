// What is typed into the form of a history, and how it becomes a statement. Numbers that cannot be read are left to the
// boundary to refuse: nothing is judged here.
import type {
  DueDateBasis,
  FamilyCondition,
  HabitStatus,
  HistoryPart,
  HistoryStatement,
  PregnancyOutcome,
  ProcedureKind,
  Relative,
  SocialTopic,
} from '../../api/types';

/** `20` and `0,5` as numbers; nothing for an empty field; NaN for what is no number. */
export function typedNumber(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  return plain === '' ? undefined : Number(plain);
}

interface ConditionFields {
  text: string;
  age: string;
  died: boolean;
}

export class HistoryFields {
  part = $state<HistoryPart>('family');
  relative = $state<Relative>('mother');
  relation = $state('');
  conditions = $state<ConditionFields[]>([{ text: '', age: '', died: false }]);
  deceased = $state(false);
  age_at_death = $state('');
  topic = $state<SocialTopic>('tobacco');
  habit = $state<HabitStatus>('current');
  words = $state('');
  cigarettes = $state('');
  years = $state('');
  pack_years = $state('');
  drinks = $state('');
  since = $state('');
  until = $state('');
  kind = $state<ProcedureKind>('surgery');
  what = $state('');
  on = $state('');
  place = $state('');
  who = $state('');
  specialty = $state('');
  concern = $state('');
  contact = $state('');
  outcome = $state<PregnancyOutcome>('current');
  last_period = $state('');
  due = $state('');
  due_basis = $state<DueDateBasis>('ultrasound');
  ended = $state('');
  weeks = $state('');
  mode = $state('');
  child = $state('');
  comment = $state('');
  /** What came with codes keeps them while its words stay. */
  readonly #before: HistoryStatement | null;

  readonly is_habit = $derived(['tobacco', 'alcohol', 'drugs'].includes(this.topic));

  constructor(before: HistoryStatement | null) {
    this.#before = before;
    if (before) this.#take(before);
  }

  #take(before: HistoryStatement): void {
    const figure = (value: number | undefined) => (value === undefined ? '' : String(value));
    if ('family' in before) {
      const family = before.family;
      this.part = 'family';
      this.relative = family.relative;
      this.relation = family.relation ?? '';
      this.conditions = (family.conditions ?? []).map((one) => ({
        text: one.condition.text,
        age: figure(one.onset_age),
        died: one.contributed_to_death ?? false,
      }));
      if (this.conditions.length === 0) this.conditions = [{ text: '', age: '', died: false }];
      this.deceased = family.deceased ?? false;
      this.age_at_death = figure(family.age_at_death);
      this.comment = family.comment ?? '';
    } else if ('social' in before) {
      const social = before.social;
      this.part = 'social';
      this.topic = social.topic;
      this.habit = social.status ?? 'unknown';
      this.words = social.words ?? '';
      this.cigarettes = figure(social.cigarettes_per_day);
      this.years = figure(social.years);
      this.pack_years = figure(social.pack_years_told);
      this.drinks = figure(social.drinks_per_week);
      this.since = social.since ?? '';
      this.until = social.until ?? '';
    } else if ('procedure' in before) {
      const procedure = before.procedure;
      this.part = 'procedure';
      this.kind = procedure.kind;
      this.what = procedure.what.text;
      this.on = procedure.on ?? '';
      this.until = procedure.until ?? '';
      this.place = procedure.place ?? '';
      this.comment = procedure.comment ?? '';
    } else if ('external' in before) {
      const care = before.external;
      this.part = 'external';
      this.who = care.who;
      this.specialty = care.specialty ?? '';
      this.concern = care.concern ?? '';
      this.contact = care.contact ?? '';
      this.since = care.since ?? '';
      this.until = care.until ?? '';
      this.comment = care.comment ?? '';
    } else {
      const pregnancy = before.pregnancy;
      this.part = 'pregnancy';
      this.outcome = pregnancy.outcome;
      this.last_period = pregnancy.last_period ?? '';
      this.due = pregnancy.due ?? '';
      this.due_basis = pregnancy.due_basis ?? 'ultrasound';
      this.ended = pregnancy.ended ?? '';
      this.weeks = figure(pregnancy.weeks);
      this.mode = pregnancy.mode ?? '';
      this.child = pregnancy.child ?? '';
      this.comment = pregnancy.comment ?? '';
    }
  }

  addCondition(): void {
    this.conditions = [...this.conditions, { text: '', age: '', died: false }];
  }

  statement(): HistoryStatement {
    const text = <Key extends string>(key: Key, value: string) =>
      (value.trim() ? { [key]: value.trim() } : {}) as Partial<Record<Key, string>>;
    const number = <Key extends string>(key: Key, value: string) =>
      (value.trim() ? { [key]: typedNumber(value) } : {}) as Partial<Record<Key, number>>;
    switch (this.part) {
      case 'family':
        return {
          family: {
            relative: this.relative,
            ...text('relation', this.relation),
            conditions: this.conditions.filter((one) => one.text.trim()).map((one) => this.#condition(one)),
            deceased: this.deceased || this.age_at_death.trim() !== '',
            ...number('age_at_death', this.age_at_death),
            ...text('comment', this.comment),
          },
        };
      case 'social':
        return {
          social: {
            topic: this.topic,
            ...(this.is_habit ? { status: this.habit } : {}),
            ...text('words', this.words),
            ...(this.topic === 'tobacco'
              ? {
                  ...number('cigarettes_per_day', this.cigarettes),
                  ...number('years', this.years),
                  ...number('pack_years_told', this.pack_years),
                }
              : {}),
            ...(this.topic === 'alcohol' ? number('drinks_per_week', this.drinks) : {}),
            ...text('since', this.since),
            ...text('until', this.until),
          },
        };
      case 'procedure':
        return {
          procedure: {
            kind: this.kind,
            what: this.#procedure(),
            ...text('on', this.on),
            ...text('until', this.until),
            ...text('place', this.place),
            ...text('comment', this.comment),
          },
        };
      case 'external':
        return {
          external: {
            who: this.who.trim(),
            ...text('specialty', this.specialty),
            ...text('concern', this.concern),
            ...text('contact', this.contact),
            ...text('since', this.since),
            ...text('until', this.until),
            ...text('comment', this.comment),
          },
        };
      case 'pregnancy':
        return {
          pregnancy: {
            outcome: this.outcome,
            ...text('last_period', this.last_period),
            ...(this.due.trim() ? { due: this.due.trim(), due_basis: this.due_basis } : {}),
            ...text('ended', this.ended),
            ...number('weeks', this.weeks),
            ...text('mode', this.mode),
            ...text('child', this.child),
            ...text('comment', this.comment),
          },
        };
    }
  }

  #condition(one: ConditionFields): FamilyCondition {
    const before = this.#before && 'family' in this.#before ? this.#before.family.conditions : undefined;
    const known = before?.find((other) => other.condition.text === one.text.trim());
    const age = typedNumber(one.age);
    return {
      condition: known?.condition ?? { text: one.text.trim() },
      ...(age === undefined ? {} : { onset_age: age }),
      contributed_to_death: one.died,
    };
  }

  #procedure() {
    const before = this.#before && 'procedure' in this.#before ? this.#before.procedure.what : undefined;
    return before?.text === this.what.trim() ? before : { text: this.what.trim() };
  }
}
