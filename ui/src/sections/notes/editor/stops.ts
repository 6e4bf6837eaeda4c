// Fill-in stops: `[[how long]]`, `[[side: left|right]]` and `***`. They stand in the text as they are written, so that a
// half-filled note is saved and found again; here they are marked, reached with Tab and filled.
import { Plugin, TextSelection, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { Node, Slice } from 'prosemirror-model';

export interface Stop {
  from: number;
  to: number;
  /** What is asked: `side`. */
  asked: string;
  /** What can be chosen; empty when anything is typed. */
  choices: string[];
}

const written = /\[\[([^\][]*)\]\]|\*\*\*/g;

/** The stops of a document, in order. */
export function stopsOf(doc: Node): Stop[] {
  const stops: Stop[] = [];
  doc.descendants((node, position) => {
    const text = node.isText ? (node.text ?? '') : '';
    if (!text.includes('[[') && !text.includes('***')) return;
    for (const found of text.matchAll(written)) {
      const inside = found[1] ?? '';
      const colon = inside.indexOf(':');
      const rest = colon < 0 ? inside : inside.slice(colon + 1);
      const choices = rest.includes('|') ? rest.split('|').map((choice) => choice.trim()) : [];
      const asked = choices.length > 0 ? (colon < 0 ? '' : inside.slice(0, colon)) : inside;
      const from = position + found.index;
      stops.push({ from, to: from + found[0].length, asked: asked.trim(), choices });
    }
  });
  return stops;
}

/** The stop that is selected as a whole: it can be filled. */
export function stopAt(state: EditorState): Stop | null {
  const { from, to, empty } = state.selection;
  if (empty) return null;
  return stopsOf(state.doc).find((stop) => stop.from === from && stop.to === to) ?? null;
}

/** Lines that are typed and not accepted: the note is not signed before they are, or are gone. */
function typedLines(doc: Node): { from: number; to: number }[] {
  const lines: { from: number; to: number }[] = [];
  doc.forEach((line, start) => {
    if (!/^\/[a-z]+ \S/.test(line.textContent) || line.firstChild?.isText !== true) return;
    const to = start + 1 + line.content.size;
    lines.push({ from: to, to });
  });
  return lines;
}

/** Selects the stop after the cursor, or goes to the end of a typed line that waits; null when there is none. */
export function toNextStop(state: EditorState, back = false): Transaction | null {
  const { from, to } = state.selection;
  const places = [...stopsOf(state.doc), ...typedLines(state.doc)].sort((a, b) => a.from - b.from);
  const others = places.filter((place) => place.from !== from || place.to !== to);
  const next = back
    ? others.filter((place) => place.to <= from).at(-1)
    : others.find((place) => place.from >= to);
  if (!next) return null;
  return state.tr.setSelection(TextSelection.create(state.doc, next.from, next.to)).scrollIntoView();
}

/** Fills a stop with a word. */
export function fill(state: EditorState, stop: Stop, word: string): Transaction {
  return state.tr.insertText(word, stop.from, stop.to);
}

/** Marks the stops. */
export function stopMarks(): Plugin<DecorationSet> {
  const marks = (doc: Node) =>
    DecorationSet.create(
      doc,
      stopsOf(doc).map((stop) => Decoration.inline(stop.from, stop.to, { class: 'stop' })),
    );
  const plugin: Plugin<DecorationSet> = new Plugin({
    state: {
      init: (_, state) => marks(state.doc),
      // A letter that belongs to no stop only moves the marks: a long note is not read through at each key.
      apply: (transaction, before) => {
        if (!transaction.docChanged) return before;
        const touched = transaction.steps.some((step) => {
          const { slice } = step as { slice?: Slice };
          return (
            !slice || slice.openStart > 0 || /[[\]*|]/.test(slice.content.textBetween(0, slice.content.size))
          );
        });
        return touched || before.find().length > 0
          ? marks(transaction.doc)
          : before.map(transaction.mapping, transaction.doc);
      },
    },
    props: {
      decorations: (state) => plugin.getState(state),
    },
  });
  return plugin;
}
