// What is being typed between `{{` and the caret, and the text after a placeholder was chosen.

export interface Typed {
  /** Where the name begins. */
  from: number;
  /** Where the caret is. */
  to: number;
  name: string;
}

/** The unfinished placeholder at the caret; null where none is open on this line. */
export function typedPlaceholder(text: string, caret: number): Typed | null {
  const before = text.slice(0, caret);
  const open = before.lastIndexOf('{{');
  if (open < 0) return null;
  const inside = before.slice(open + 2);
  if (inside.includes('}}') || inside.includes('\n')) return null;
  const skip = inside.length - inside.trimStart().replace(/^!/, '').length;
  return { from: open + 2 + skip, to: caret, name: inside.slice(skip) };
}

/** The text with the name in place and closed, and where the caret then stands. */
export function accepted(text: string, typed: Typed, name: string): { text: string; caret: number } {
  const rest = text.slice(typed.to).replace(/^[\w.]*/, '');
  const closed = rest.startsWith('}}') ? rest : `}}${rest}`;
  const head = text.slice(0, typed.from) + name;
  return { text: head + closed, caret: head.length + 2 };
}
