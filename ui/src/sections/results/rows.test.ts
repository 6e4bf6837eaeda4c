import { describe, expect, it } from 'vitest';
import { TypedReport } from './rows.svelte';

describe('a report as it is typed', () => {
  it('says only the rows in which something stands', () => {
    const report = new TypedReport();
    Object.assign(report.rows[0] ?? {}, { test: 'INR', value: '3.8', range: '2.0–3.0' });
    report.add();
    expect(report.fields()).toEqual([{ test: 'INR', value: '3.8', range: '2.0–3.0' }]);
    expect(report.fields(true)).toHaveLength(2);
  });

  it('takes the code and the unit of a chosen test, and never overwrites a unit', () => {
    const report = new TypedReport();
    report.choose(0, 'HbA1c', '4548-4', '%');
    expect(report.rows[0]).toMatchObject({ test: 'HbA1c', loinc: '4548-4', unit: '%' });
    Object.assign(report.rows[0] ?? {}, { unit: 'mmol/mol' });
    report.choose(0, 'HbA1c', '4548-4', '%');
    expect(report.rows[0]?.unit).toBe('mmol/mol');
  });

  it('comes back from what was entered', () => {
    const report = new TypedReport([
      {
        test: { text: 'Potassium' },
        found: { quantity: { value: 4.9, unit: 'mmol/L' } },
        interpretation: 'N',
      },
    ]);
    expect(report.fields()).toEqual([
      { test: 'Potassium', value: '4.9', unit: 'mmol/L', interpretation: 'N' },
    ]);
    report.remove(0);
    expect(report.rows).toHaveLength(1);
  });
});
