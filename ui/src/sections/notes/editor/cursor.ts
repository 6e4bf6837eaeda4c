// Where the cursor is while the focus comes and goes. The editor's library puts it back a moment after the focus came, and
// leaves the web view's selection in the text when the focus went: both send letters to the wrong place.
import { Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

/** WebKit types into the text that holds its selection, whatever has the focus: letters meant for a sheet, or for a line
 * of the summary, would be in the note. The editor knows its place and takes it up again. */
function letGo(view: EditorView): void {
  const selection = getSelection();
  if (view.isDestroyed || view.hasFocus()) return;
  if (selection?.anchorNode && view.dom.contains(selection.anchorNode)) selection.removeAllRanges();
}

export function ownCursor(): Plugin {
  let pressing = false;
  return new Plugin({
    props: {
      handleDOMEvents: {
        mousedown: () => {
          pressing = true;
          setTimeout(() => (pressing = false));
        },
        // By a key: the next letter belongs where the cursor was. The mouse says where it goes.
        focus: (view) => {
          if (!pressing) view.focus();
        },
        // Once the focus has arrived elsewhere.
        blur: (view) => {
          setTimeout(() => letGo(view));
        },
      },
    },
  });
}
