// The values of a report as they are typed.
import type { Concept, ResultFields, ResultValue } from '../../api/types';

const loincOf = (test: Concept) =>
  test.codings?.find((coding) => coding.system.endsWith('loinc.org'))?.code ?? '';

export interface TypedValue {
  test: string;
  loinc: string;
  value: string;
  unit: string;
  range: string;
  flag: string;
}

const empty = (): TypedValue => ({ test: '', loinc: '', value: '', unit: '', range: '', flag: '' });

function typed(value: ResultValue): TypedValue {
  const found = 'text' in value.found ? { value: value.found.text, unit: '' } : value.found.quantity;
  return {
    test: value.test.text,
    loinc: loincOf(value.test),
    value: String(found.value),
    unit: found.unit === '1' ? '' : found.unit,
    range: value.range ?? '',
    flag: value.interpretation ?? '',
  };
}

export class TypedReport {
  rows = $state<TypedValue[]>([empty()]);

  constructor(values: readonly ResultValue[] = []) {
    if (values.length > 0) this.rows = values.map(typed);
  }

  add(): void {
    this.rows = [...this.rows, empty()];
  }

  remove(at: number): void {
    this.rows = this.rows.filter((_, place) => place !== at);
    if (this.rows.length === 0) this.add();
  }

  /** A test chosen from the list brings its code and its usual unit along; a unit that was typed stays. */
  choose(at: number, test: string, code: string, unit: string): void {
    const row = this.rows[at];
    if (!row) return;
    row.test = test;
    row.loinc = code;
    if (!row.unit) row.unit = unit;
  }

  /** The rows in which something was typed; `all` for the preview, which answers row by row. */
  fields(all = false): ResultFields[] {
    const filled = this.rows.filter((row) => all || row.test.trim() !== '' || row.value.trim() !== '');
    return filled.map((row) => ({
      test: row.test.trim(),
      value: row.value.trim(),
      ...(row.loinc ? { loinc: row.loinc } : {}),
      ...(row.unit.trim() ? { unit: row.unit.trim() } : {}),
      ...(row.range.trim() ? { range: row.range.trim() } : {}),
      ...(row.flag ? { interpretation: row.flag } : {}),
    }));
  }
}
