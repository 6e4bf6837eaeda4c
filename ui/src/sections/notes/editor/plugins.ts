// The keys of the editor itself, undo, and the marks of the stops.
import { baseKeymap } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import type { Node } from 'prosemirror-model';
import { NodeSelection, Selection, type EditorState, type Plugin, type Transaction } from 'prosemirror-state';
import { ownCursor } from './cursor';
import { longLines } from './long';
import { stopMarks } from './stops';

type Dispatch = (transaction: Transaction) => void;

function goTo(selection: Selection, state: EditorState, dispatch?: Dispatch): boolean {
  dispatch?.(state.tr.setSelection(selection).scrollIntoView());
  return true;
}

/** `reopen` takes a selected chip back to the words it was typed as. */
export function plugins(reopen: (position: number, node: Node) => boolean): Plugin[] {
  return [
    history(),
    keymap({ 'Mod-z': undo, 'Mod-y': redo, 'Mod-Shift-z': redo }),
    keymap({
      Enter: ({ selection }) => selection instanceof NodeSelection && reopen(selection.from, selection.node),
    }),
    // With a chip selected the web view would not move by itself.
    keymap({
      'Mod-End': (state, dispatch) => goTo(Selection.atEnd(state.doc), state, dispatch),
      'Mod-Home': (state, dispatch) => goTo(Selection.atStart(state.doc), state, dispatch),
    }),
    keymap(baseKeymap),
    stopMarks(),
    longLines(),
    ownCursor(),
  ];
}
