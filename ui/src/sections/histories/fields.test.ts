import { describe, expect, it } from 'vitest';
import { HistoryFields, typedNumber } from './fields.svelte';

describe('a history as it is typed', () => {
  it('reads numbers with a comma or a point, and none where nothing stands', () => {
    expect(typedNumber('0,5')).toBe(0.5);
    expect(typedNumber(' 20 ')).toBe(20);
    expect(typedNumber('')).toBeUndefined();
    expect(typedNumber('many')).toBeNaN();
  });

  it('says only what was typed', () => {
    const fields = new HistoryFields(null);
    fields.part = 'social';
    fields.habit = 'former';
    fields.cigarettes = '20';
    fields.years = '20';
    fields.until = '2009';
    expect(fields.statement()).toEqual({
      social: { topic: 'tobacco', status: 'former', cigarettes_per_day: 20, years: 20, until: '2009' },
    });
    fields.topic = 'occupation';
    fields.words = 'Retired teacher';
    expect(fields.statement()).toEqual({
      social: { topic: 'occupation', words: 'Retired teacher', until: '2009' },
    });
  });

  it('keeps the codes of what was not rewritten', () => {
    const stroke = { text: 'stroke', codings: [{ system: 'snomed.info/sct', code: '230690007' }] };
    const fields = new HistoryFields({ family: { relative: 'mother', conditions: [{ condition: stroke }] } });
    Object.assign(fields.conditions[0] ?? {}, { age: '71' });
    expect(fields.statement()).toMatchObject({
      family: { conditions: [{ condition: stroke, onset_age: 71 }] },
    });
    Object.assign(fields.conditions[0] ?? {}, { text: 'heart attack' });
    expect(fields.statement()).toMatchObject({
      family: { conditions: [{ condition: { text: 'heart attack' } }] },
    });
  });
});
