// A text cut at the words that were looked for.

export interface Piece {
  text: string;
  hit: boolean;
}

/** Cuts a text at marks, which are in order of the text; one that begins inside another is part of it. */
export function cut(text: string, marks: readonly { start: number; end: number }[]): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const { start, end } of marks) {
    if (start < done) continue;
    pieces.push({ text: text.slice(done, start), hit: false }, { text: text.slice(start, end), hit: true });
    done = end;
  }
  pieces.push({ text: text.slice(done), hit: false });
  return pieces.filter((piece) => piece.text !== '');
}
