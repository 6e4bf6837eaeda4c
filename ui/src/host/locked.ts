// The boundary may lock by itself. Whoever shows the desk hears of it at the next refused command.

type Listener = () => void;
const listeners = new Set<Listener>();

/** Returns the function that stops listening. */
export function whenLockedOut(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function announceLockedOut(): void {
  for (const listener of listeners) listener();
}
