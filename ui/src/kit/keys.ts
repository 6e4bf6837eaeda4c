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

/** Makes one of an Enter that is held down, for the window to hear before anything else: what the first has opened is
 * not answered by its repetition before anybody has read it. Only in a text of several lines it makes more lines. */
export function takeEnterOnce(event: KeyboardEvent): void {
  if (!event.repeat || event.key !== 'Enter') return;
  const { target } = event;
  const has_lines =
    target instanceof HTMLElement && (target.isContentEditable || target.tagName === 'TEXTAREA');
  if (has_lines && !isChord(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** So long something has to be on the screen before it is answered, in milliseconds. A key struck twice and a second
 * click were meant for what stood there before. */
export const TO_LOOK = 500;

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

/** Ctrl (or Cmd on a Mac) with one key, and nothing else. */
export function isControl(event: KeyboardEvent, key: string): boolean {
  return (
    (event.ctrlKey || event.metaKey) &&
    !event.altKey &&
    !event.shiftKey &&
    event.key.toLowerCase() === key.toLowerCase()
  );
}
