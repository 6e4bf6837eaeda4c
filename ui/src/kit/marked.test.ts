import { expect, test } from 'vitest';
import { cut } from './marked';

test('a text is cut at its marks and nothing of it is lost', () => {
  const text = 'Pain in the knee, pains';
  const pieces = cut(text, [
    { start: 0, end: 4 },
    { start: 2, end: 4 },
    { start: 18, end: 23 },
  ]);
  expect(pieces.filter((piece) => piece.hit).map((piece) => piece.text)).toEqual(['Pain', 'pains']);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
});

test('without marks a text is one piece', () => {
  expect(cut('cough', [])).toEqual([{ text: 'cough', hit: false }]);
  expect(cut('', [])).toEqual([]);
});
