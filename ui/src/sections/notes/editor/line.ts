// The line that is being typed: the stretch around the cursor between chips, the phrase that is being named in it.
import type { EditorState } from 'prosemirror-state';

export interface TypedLine {
  /** Where it begins and ends in the document. */
  from: number;
  to: number;
  text: string;
  /** The text up to the cursor. */
  before: string;
  /** Nothing else stands in its paragraph. */
  alone: boolean;
  /** It begins where its paragraph does, and not behind a chip. */
  begins: boolean;
}

/** The line at the cursor; null while something is selected. */
export function typedLine(state: EditorState): TypedLine | null {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type.name !== 'line') return null;
  const start = $from.start();
  let from = 0;
  let to = $from.parent.content.size;
  let alone = true;
  $from.parent.forEach((part, offset) => {
    if (part.isText) return;
    alone = false;
    if (offset + part.nodeSize <= $from.parentOffset) from = offset + part.nodeSize;
    else if (offset >= $from.parentOffset && offset < to) to = offset;
  });
  const text = $from.parent.textBetween(from, to);
  const before = text.slice(0, $from.parentOffset - from);
  return { from: start + from, to: start + to, text, before, alone, begins: from === 0 };
}

/** `.uri` before the cursor, with its point at the beginning of a word; null when none is being typed. The point that ends
 * a sentence is none, also behind a chip. */
export function typedTrigger(line: TypedLine): { from: number; to: number; text: string } | null {
  const found = /(^|\s)(\.[\p{L}\p{N}][\p{L}\p{N}_-]*)$/u.exec(line.before);
  const text = found?.[2];
  if (text === undefined || (found?.[1] === '' && !line.begins)) return null;
  const to = line.from + line.before.length;
  return { from: to - text.length, to, text };
}

/** Longer lines are prose; only a line that says with a slash what it is, is read whatever its length. */
const PROSE = 60;

/** Whether the grammar is asked about the line. Not a rule of the grammar: it spares a question at each key. */
export function worthReading(line: TypedLine): boolean {
  const text = line.text.trim();
  if (text.length < 2) return text === '/';
  return text.startsWith('/') || (line.alone && text.length <= PROSE);
}
