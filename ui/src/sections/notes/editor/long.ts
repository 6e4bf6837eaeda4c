// A line of thousands of words, as somebody may paste it. Held as one stretch of text the web view reads all of it at each
// key; held in stretches it reads the one that is typed in, and the editor compares no more than that. Nothing of it is
// in the text: what is saved, copied and signed is the same line.
import type { Node, Slice } from 'prosemirror-model';
import { Plugin, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';

/** Longer lines are held in stretches of this length (UTF-16 code units). */
const STRETCH = 3_000;

function stretches(doc: Node): DecorationSet {
  const marks: Decoration[] = [];
  doc.forEach((line, start) => {
    const end = start + 1 + line.content.size;
    // Every other one is enough: what lies between two is a stretch of its own.
    for (let from = start + 1 + STRETCH; from < end; from += 2 * STRETCH) {
      marks.push(Decoration.inline(from, Math.min(from + STRETCH, end), { class: 'stretch' }));
    }
  });
  return DecorationSet.create(doc, marks);
}

/** More came at once than is typed: the stretches are counted anew. */
function isPasted(transaction: Transaction): boolean {
  return transaction.steps.some((step) => ((step as { slice?: Slice }).slice?.size ?? 0) > STRETCH);
}

export function longLines(): Plugin<DecorationSet> {
  const plugin: Plugin<DecorationSet> = new Plugin({
    state: {
      init: (_, state) => stretches(state.doc),
      apply: (transaction, before) => {
        if (!transaction.docChanged) return before;
        return isPasted(transaction)
          ? stretches(transaction.doc)
          : before.map(transaction.mapping, transaction.doc);
      },
    },
    props: {
      decorations: (state) => plugin.getState(state),
    },
  });
  return plugin;
}
