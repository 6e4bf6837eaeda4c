// Reading key presses. Letters act alone only where nobody is typing, so that a note never triggers a command.

/** True while the focus is where letters are text. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** True while a dialog is open: what lies under it does not hear the keyboard. */
export function isUnderDialog(): boolean {
  return document.querySelector('[role="dialog"][data-state="open"], [role="alertdialog"]') !== null;
}

/** Where the focus was when the key that is held down was struck. */
let struck_at: Element | null = null;
const walks = /^(Arrow|Page|Home|End|Tab)/;

/** For the window to hear before anything else: a key that is held down is one key, where its repetition would act again
 * (Enter, a command with Alt) or where it belongs to what it has left: a letter that opens a chart is not typed into
 * the note. Keys that walk, and those of a text, go on. */
export function takeHeldKeyOnce(event: KeyboardEvent): void {
  const { activeElement } = document;
  if (!event.repeat) {
    struck_at = activeElement;
    return;
  }
  const is_chord = isChord(event);
  const has_lines =
    activeElement instanceof HTMLElement &&
    (activeElement.isContentEditable || activeElement.tagName === 'TEXTAREA');
  const acts = event.altKey || (event.key === 'Enter' && (is_chord || !has_lines));
  const has_left = activeElement !== struck_at && (is_chord || !walks.test(event.key));
  if (!acts && !has_left) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** So long something has to be on the screen before it is answered, in milliseconds. A key struck twice and a second
 * click were meant for what stood there before. */
export const TO_LOOK = 700;

/** A letter pressed alone, lower case; null when it is text or a chord. */
export function loneKey(event: KeyboardEvent): string | null {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return null;
  if (isTyping(event) || isUnderDialog()) return null;
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

/** A key with Ctrl, Cmd or Alt. Asked first: what costs more is not asked at each letter of a note. */
export function isChord(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}

/** Whether a chord is the one that is written so: `Alt P`, `Ctrl P`. */
export function isKeys(event: KeyboardEvent, written: string): boolean {
  const [held, key = ''] = written.split(' ');
  if (held === 'Ctrl') return isControl(event, key);
  return held === 'Alt' && event.altKey && !event.ctrlKey && event.key.toLowerCase() === key.toLowerCase();
}

/** Ctrl (or Cmd on a Mac) with one key, and nothing else. */
export function isControl(event: KeyboardEvent, key: string): boolean {
  return (
    (event.ctrlKey || event.metaKey) &&
    !event.altKey &&
    !event.shiftKey &&
    event.key.toLowerCase() === key.toLowerCase()
  );
}
