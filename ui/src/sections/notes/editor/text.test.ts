import { EditorState } from 'prosemirror-state';
import { expect, test } from 'vitest';
import type { Planned } from '../../../api/types';
import { enteredChips, linesOf, read, schema, toOffset, toPosition, write, type FieldText } from './text';
import { stopsOf, toNextStop } from './stops';
import { typedTrigger } from './line';

const plan: Planned = { kind: 'value', name: 'age', said: '67 y' };
const field: FieldText = {
  text: 'Age 67 y, well.\n\nSecond line 67 y',
  chips: [
    { id: 'a', from: 4, to: 8, typed: '{age}', plan },
    { id: 'b', from: 29, to: 33, typed: '{age}', plan },
  ],
};

test('a field is read as it was written, with its chips', () => {
  expect(read(write(field))).toEqual(field);
  expect(read(write({ text: '', chips: [] }))).toEqual({ text: '', chips: [] });
});

test('a chip whose place does not fit any more stays text', () => {
  const wrong = { text: 'ab\ncd', chips: [{ id: 'a', from: 1, to: 4, typed: 'x', plan }] };
  expect(read(write(wrong))).toEqual({ text: 'ab\ncd', chips: [] });
});

test('every place of the text is a place of the document and back', () => {
  const doc = write(field);
  for (let offset = 0; offset <= field.text.length; offset += 1) {
    const inside = field.chips.find((chip) => offset > chip.from && offset < chip.to);
    if (!inside) expect(toOffset(doc, toPosition(doc, offset)), `offset ${offset}`).toBe(offset);
  }
  expect(toOffset(doc, toPosition(doc, 10_000))).toBe(field.text.length);
});

test('pieces become lines, and a chip is copied as its words', () => {
  const lines = linesOf([
    { text: 'one\ntwo ', typed: '', plan: null },
    { text: '67 y', typed: '{age}', plan },
  ]);
  const doc = schema.node('doc', null, lines);
  expect(read(doc).text).toBe('one\ntwo 67 y');
  expect(doc.textBetween(0, doc.content.size, '\n')).toBe('one\ntwo 67 y');
});

test('stops are found with what they ask', () => {
  const text = 'for [[duration: 2 days|1 week]] at [[how much]] ***';
  const stops = stopsOf(write({ text, chips: [] }));
  expect(stops.map(({ asked, choices }) => ({ asked, choices }))).toEqual([
    { asked: 'duration', choices: ['2 days', '1 week'] },
    { asked: 'how much', choices: [] },
    { asked: '', choices: [] },
  ]);
});

test('a phrase is named by a point and a letter, never by the point that ends a sentence', () => {
  const behind = (before: string, begins = true) =>
    typedTrigger({ from: 0, to: before.length, text: before, before, alone: begins, begins })?.text ?? null;
  expect(behind('.uri')).toBe('.uri');
  expect(behind('Coughs. .ur')).toBe('.ur');
  expect(behind('Coughs.')).toBeNull();
  expect(behind('.')).toBeNull();
  expect(behind('.', false), 'the point behind a chip').toBeNull();
  expect(behind('.uri', false)).toBeNull();
});

test('Tab goes to stops and to lines that are typed and not accepted, in order', () => {
  const doc = write({ text: 'Plan [[what]]\n/order HbA1c\nEnd', chips: [] });
  let state = EditorState.create({ doc });
  const places: [number, number][] = [];
  for (let next = toNextStop(state); next && places.length < 4; next = toNextStop(state)) {
    state = state.apply(next);
    places.push([toOffset(doc, state.selection.from), toOffset(doc, state.selection.to)]);
  }
  expect(places).toEqual([
    [5, 13],
    [26, 26],
  ]);
});

test('what was entered at once and is taken out of the text is found', () => {
  const entered: Planned = { kind: 'entered', section: 'vitals', record: '0' };
  const doc = write({
    text: 'BP 148/92',
    chips: [{ id: 'a', from: 0, to: 9, typed: 'bp 148/92', plan: entered }],
  });
  expect([...enteredChips(doc)]).toEqual([['a', 'BP 148/92']]);
  expect([...enteredChips(write(field))]).toEqual([]);
});
