// jsdom has no layout: nothing scrolls, and the observers the kit uses are given as ones that never fire.
class SilentObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
Element.prototype.scrollIntoView ??= () => {};
Object.assign(globalThis, { ResizeObserver: globalThis.ResizeObserver ?? SilentObserver });
