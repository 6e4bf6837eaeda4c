// How high a page of the timeline is likely to be, before it is laid out. Only pages in sight are made; with one guess for
// all of them, a chart of long notes made twice as many as it shows, and took them away again before anybody saw them.
import type { TimelineItem } from '../api/types';

/** A page without its lines, with the space under it; a line; the space under a paragraph. In pixels, as laid out. */
const FRAME = 54;
const LINE = 18.1;
const SPACE = 3;
/** The place of a document's small picture. */
const PICTURE = 70;
/** Pixels of the window for each letter that a line of the middle column takes. */
const LETTER = 18.5;

/** In pixels, as `window_width` is; for letters of the usual size. */
export function likelyHeight(item: TimelineItem, window_width: number): number {
  const letters = window_width / LETTER;
  const paragraphs: string[] = [];
  for (const { label, text, joined } of item.lines) {
    const last = joined ? paragraphs.pop() : undefined;
    paragraphs.push([last, label, text].filter(Boolean).join(' · '));
  }
  const said = [item.in_error !== null, item.refiled !== null, item.disputed].filter(Boolean).length;
  const lines = paragraphs
    .flatMap((paragraph) => paragraph.split('\n'))
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / letters)), said);
  const written = lines * LINE + paragraphs.length * SPACE;
  return Math.round(FRAME + (item.section === 'documents' ? Math.max(written, PICTURE) : written));
}
