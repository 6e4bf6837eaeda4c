// @vitest-environment jsdom
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { civilDate } from './dates';
import DateInput from './DateInput.svelte';
import { habits } from './habits.svelte';
import { dateWords } from './typed';

let shown: ReturnType<typeof mount> | undefined;
beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2026, 10, 30, 10, 0), toFake: ['Date'] });
});
afterEach(async () => {
  if (shown) await unmount(shown);
  shown = undefined;
  habits.month_first = false;
  vi.useRealTimers();
});

/** The field in a form of its own, and the value that its owner sees. */
function field(props: Record<string, unknown> = {}, before = '') {
  const owner = $state({ value: before });
  document.body.innerHTML = '<form></form>';
  const form = document.querySelector('form') as HTMLFormElement;
  shown = mount(DateInput, {
    target: form,
    props: {
      label: 'Day',
      ...props,
      get value() {
        return owner.value;
      },
      set value(next: string) {
        owner.value = next;
      },
    },
  });
  flushSync();
  const input = form.querySelector('input') as HTMLInputElement;
  return {
    form,
    input,
    owner,
    type(text: string) {
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      flushSync();
    },
    leave() {
      input.dispatchEvent(new Event('change', { bubbles: true }));
      flushSync();
    },
    said: () => form.querySelector('p')?.textContent,
    refusal: () => form.querySelector('[role="alert"]')?.textContent ?? null,
  };
}

test('what was typed stays, its owner gets the date, and it is said back with its weekday', () => {
  habits.month_first = true;
  const day = field({ whole: true });
  expect(day.said()).toBe(dateWords.examples(true, true));
  day.type('06302025');
  expect(day.owner.value).toBe('2025-06-30');
  expect(day.input.value).toBe('06302025');
  expect(day.said()).toBe('Read as Mon 30 Jun 2025');
  expect(day.form.checkValidity()).toBe(true);
});

test('a date that stands already is written out, and one from outside takes its place', () => {
  const day = field({}, '2025-06');
  expect(day.input.value).toBe(civilDate('2025-06'));
  day.type('12 7 2025');
  day.owner.value = '';
  flushSync();
  expect(day.input.value).toBe('');
});

test('what cannot be read is refused when the field is left, sends no form, and is not lost', () => {
  const day = field({ whole: true });
  day.type('30 feb 2025');
  expect(day.refusal(), 'not while it is typed').toBeNull();
  expect(day.owner.value).toBe('30 feb 2025');
  day.leave();
  expect(day.refusal()).toBe(dateWords.unreadable(dateWords.examples(true, false)));
  expect(day.form.checkValidity()).toBe(false);
  expect(day.input.value).toBe('30 feb 2025');
  day.type('28 feb 2025');
  expect(day.refusal()).toBeNull();
  expect(day.form.checkValidity()).toBe(true);
});

test('sending a form says what is refused, with the focus on it', () => {
  const day = field({ whole: true, required: true, latest: '2026-11-30', side: 'past' });
  const refused = (typed: string) => {
    day.type(typed);
    day.form.reportValidity();
    flushSync();
    expect(document.activeElement).toBe(day.input);
    return day.refusal();
  };
  expect(refused('')).toBe(dateWords.missing);
  expect(refused('2025')).toBe(dateWords.not_whole);
  expect(refused('tomorrow')).toBe(dateWords.after('30 Nov 2026'));
  expect(refused('today')).toBeNull();
  expect(day.owner.value).toBe('2026-11-30');
});

test('what is refused in a folded part of the form unfolds it', () => {
  const day = field({ whole: true });
  const folded = document.createElement('details');
  day.form.append(folded);
  folded.append(...[...day.form.children].filter((child) => child !== folded));
  day.type('30 feb 2025');
  expect(day.form.reportValidity()).toBe(false);
  flushSync();
  expect(folded.open).toBe(true);
  expect(document.activeElement).toBe(day.input);
});

test('only a day near today may leave out its year', () => {
  const any = field({ whole: true });
  any.type('1/12');
  expect(any.owner.value).toBe('1/12');
  const coming = field({ whole: true, side: 'coming' });
  coming.type('1/12');
  expect(coming.owner.value).toBe('2026-12-01');
});
