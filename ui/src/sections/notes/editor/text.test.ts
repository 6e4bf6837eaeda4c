import { expect, test } from 'vitest';
import type { Planned } from '../../../api/types';
import { linesOf, read, schema, toOffset, toPosition, write, type FieldText } from './text';
import { stopsOf } from './stops';

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
