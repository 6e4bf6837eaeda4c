// jsdom has no layout: the observers the kit uses are given as ones that never fire.
class SilentObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
Object.assign(globalThis, { ResizeObserver: globalThis.ResizeObserver ?? SilentObserver });
