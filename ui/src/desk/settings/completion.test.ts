import { describe, expect, it } from 'vitest';
import { accepted, typedPlaceholder } from './completion';

describe('completing a placeholder', () => {
  it('finds what is typed after two braces, also when it must not be empty', () => {
    expect(typedPlaceholder('Dear {{pati', 11)).toEqual({ from: 7, to: 11, name: 'pati' });
    expect(typedPlaceholder('on {{!vis', 9)).toEqual({ from: 6, to: 9, name: 'vis' });
    expect(typedPlaceholder('{{', 2)).toEqual({ from: 2, to: 2, name: '' });
  });

  it('finds nothing where none is open', () => {
    expect(typedPlaceholder('Dear {{patient.name}},', 22)).toBeNull();
    expect(typedPlaceholder('{{a\nb', 5)).toBeNull();
    expect(typedPlaceholder('plain', 5)).toBeNull();
  });

  it('closes the braces once', () => {
    const typed = typedPlaceholder('Dear {{pati', 11);
    expect(typed && accepted('Dear {{pati', typed, 'patient.name')).toEqual({
      text: 'Dear {{patient.name}}',
      caret: 21,
    });
    const inside = typedPlaceholder('{{pat.x}}, hello', 5);
    expect(inside && accepted('{{pat.x}}, hello', inside, 'patient.name').text).toBe(
      '{{patient.name}}, hello',
    );
  });
});
