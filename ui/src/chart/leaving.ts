// What must be in the file before the screen goes away: before locking, before the window closes, before another
// patient. The chart registers here; the desk asks here.

/** Resolves to whether everything is in the file. */
type Save = () => Promise<boolean>;
const saves = new Set<Save>();

/** Registers what has to be kept. Returns the function that takes it back. */
export function beforeLeaving(save: Save): () => void {
  saves.add(save);
  return () => saves.delete(save);
}

/** Resolves to whether everything on screen is in the file. */
export async function keepEverything(): Promise<boolean> {
  const kept = await Promise.all([...saves].map((save) => save()));
  return kept.every(Boolean);
}
