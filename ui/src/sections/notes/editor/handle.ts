// What the visit can do with a field of its note.
import type { FieldText, Piece } from './text';

export interface FieldHandle {
  /** The text as it stands, with its chips. */
  read: () => FieldText;
  /** Puts the cursor into it, at a place of the text. */
  focus: (position?: number) => void;
  /** Puts pieces behind what stands there, or in its place. */
  put: (pieces: readonly Piece[], how: 'append' | 'replace') => void;
  /** Selects the first stop that is not filled in, if there is one. */
  toStop: () => void;
  /** Types text where the cursor is. */
  insert: (text: string) => void;
  /** Gives a value of the chart its newest words. */
  setValue: (chip: string, said: string) => void;
}
