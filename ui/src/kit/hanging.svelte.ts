// A sheet that hangs beside a line while the focus is on it or the mouse rests there. One at a time.
import { autoUpdate, computePosition, flip, offset, shift } from '@floating-ui/dom';

/** So long the mouse rests on a line before its sheet hangs there, in milliseconds. */
const REST = 350;
/** Where another hung so short a time ago, it hangs at once. */
const A_MOMENT = 600;

let hangs: Hanging | null = null;
let hung_until = Number.NEGATIVE_INFINITY;

function hangAlone(one: Hanging) {
  if (hangs !== one) hangs?.hide();
  hangs = one;
}

/** Whether the sheet of one line hangs, from what happens to that line. */
export class Hanging {
  shown = $state(false);
  #by_focus = false;
  #pressed = false;
  #resting: ReturnType<typeof setTimeout> | undefined;

  #show = () => {
    hangAlone(this);
    this.shown = true;
  };

  /** The focus came, wherever from; the button of a mouse that is pressed means something else. */
  focused = () => {
    if (this.#pressed) return;
    this.#by_focus = true;
    this.#show();
  };

  pressed = () => {
    this.hide();
    this.#pressed = true;
  };

  /** A finger does not rest on anything. */
  entered = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return;
    clearTimeout(this.#resting);
    const again = performance.now() - hung_until < A_MOMENT;
    this.#resting = setTimeout(this.#show, again ? 0 : REST);
  };

  left = () => {
    clearTimeout(this.#resting);
    this.#pressed = false;
    if (!this.#by_focus) this.hide();
  };

  hide = () => {
    clearTimeout(this.#resting);
    this.#by_focus = false;
    this.#pressed = false;
    if (hangs === this) hangs = null;
    if (!this.shown) return;
    this.shown = false;
    hung_until = performance.now();
  };
}

/** Keeps a sheet beside its line: at the right where there is room, and wholly on the screen. An attachment. */
export function beside(line: HTMLElement | undefined): (sheet: HTMLElement) => (() => void) | undefined {
  return (sheet) =>
    line &&
    autoUpdate(line, sheet, () => {
      void computePosition(line, sheet, {
        strategy: 'fixed',
        placement: 'right-start',
        middleware: [offset(10), flip(), shift({ padding: 8 })],
      }).then(({ x, y }) => {
        sheet.style.left = `${x}px`;
        sheet.style.top = `${y}px`;
      });
    });
}
