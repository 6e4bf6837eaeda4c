// A field of the note as the editor holds it, and as the file does: plain text, with chips as places in it. Copying,
// signing and searching see only the text; a chip is what one stretch of it means.
import { Schema, type Node } from 'prosemirror-model';
import type { NoteChip, Planned } from '../../../api/types';

/** A field's text with its chips. `field` of a chip is left to whoever keeps it. */
export interface FieldText {
  text: string;
  chips: PlacedChip[];
}

export type PlacedChip = Omit<NoteChip, 'field'>;

/** A piece that is put into a field: words, or words that mean something. */
export interface Piece {
  text: string;
  typed: string;
  plan: Planned | null;
}

export const schema = new Schema({
  nodes: {
    doc: { content: 'line+' },
    line: {
      content: 'inline*',
      parseDOM: [{ tag: 'p' }, { tag: 'div' }],
      // Each line is written in the direction of its own first letter.
      toDOM: () => ['p', { dir: 'auto' }, 0],
    },
    text: { group: 'inline' },
    chip: {
      inline: true,
      group: 'inline',
      atom: true,
      selectable: true,
      attrs: { id: {}, label: {}, typed: {}, plan: {} },
      toDOM: (node) => [
        'span',
        {
          class: `chip ${(node.attrs.plan as Planned).kind}`,
          role: 'note',
          'aria-label': `${(node.attrs.plan as Planned).kind.replace('-', ' ')}: ${String(node.attrs.label)}`,
        },
        String(node.attrs.label),
      ],
      leafText: (node) => String(node.attrs.label),
    },
  },
});

function size(node: Node): number {
  return node.isText ? (node.text ?? '').length : String(node.attrs.label).length;
}

/** The text of a document, lines apart, and where its chips stand in it. */
export function read(doc: Node): FieldText {
  const lines: string[] = [];
  const chips: PlacedChip[] = [];
  let at = 0;
  doc.forEach((line) => {
    let words = '';
    line.forEach((part) => {
      if (part.isText) words += part.text ?? '';
      else {
        const { id, label, typed, plan } = part.attrs as {
          id: string;
          label: string;
          typed: string;
          plan: Planned;
        };
        chips.push({ id, from: at + words.length, to: at + words.length + label.length, typed, plan });
        words += label;
      }
    });
    lines.push(words);
    at += words.length + 1;
  });
  return { text: lines.join('\n'), chips };
}

/** The document of a field's text. A chip whose place does not fit the text any more stays text. */
export function write({ text, chips }: FieldText): Node {
  const ordered = [...chips].sort((a, b) => a.from - b.from);
  const lines: Node[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const parts: Node[] = [];
    let done = 0;
    for (const chip of ordered) {
      const [from, to] = [chip.from - at, chip.to - at];
      if (from < done || to > line.length || from >= to) continue;
      if (from > done) parts.push(schema.text(line.slice(done, from)));
      parts.push(chipNode(line.slice(from, to), chip.typed, chip.plan, chip.id));
      done = to;
    }
    if (done < line.length) parts.push(schema.text(line.slice(done)));
    lines.push(schema.node('line', null, parts));
    at += line.length + 1;
  }
  return schema.node('doc', null, lines);
}

export function chipNode(
  label: string,
  typed: string,
  plan: Planned,
  id: string = crypto.randomUUID(),
): Node {
  return schema.node('chip', { id, label, typed, plan });
}

/** The chips that stand in the chart already, by their ids. */
export function enteredChips(doc: Node): Map<string, string> {
  const found = new Map<string, string>();
  doc.descendants((node) => {
    if (node.type === schema.nodes.chip && (node.attrs.plan as Planned).kind === 'entered')
      found.set(String(node.attrs.id), String(node.attrs.label));
    return !node.isText;
  });
  return found;
}

/** The lines that pieces make. */
export function linesOf(pieces: readonly Piece[]): Node[] {
  const lines: Node[][] = [[]];
  for (const piece of pieces) {
    if (piece.plan !== null && piece.text !== '') {
      lines.at(-1)?.push(chipNode(piece.text, piece.typed, piece.plan));
      continue;
    }
    piece.text.split('\n').forEach((words, index) => {
      if (index > 0) lines.push([]);
      if (words !== '') lines.at(-1)?.push(schema.text(words));
    });
  }
  return lines.map((parts) => schema.node('line', null, parts));
}

/** Where a place of the document is in the text, in UTF-16 code units. */
export function toOffset(doc: Node, position: number): number {
  let offset = 0;
  let found = false;
  doc.forEach((line, start, index) => {
    if (found) return;
    if (index > 0) offset += 1;
    const inside = position - start - 1;
    if (inside > line.content.size) {
      line.forEach((part) => (offset += size(part)));
      return;
    }
    found = true;
    line.forEach((part, from) => {
      if (from >= inside) return;
      offset += part.isText ? Math.min(inside - from, size(part)) : size(part);
    });
  });
  return offset;
}

/** Where a place of the text is in the document. Past its end is its end. */
export function toPosition(doc: Node, offset: number): number {
  let left = offset;
  let position: number | null = null;
  doc.forEach((line, start) => {
    if (position !== null) return;
    let length = 0;
    line.forEach((part) => (length += size(part)));
    if (left > length) {
      left -= length + 1;
      return;
    }
    let at = start + 1;
    line.forEach((part) => {
      if (left <= 0) return;
      const taken = Math.min(left, size(part));
      at += part.isText ? taken : part.nodeSize;
      left -= size(part);
    });
    position = at;
  });
  return position ?? doc.content.size - 1;
}
