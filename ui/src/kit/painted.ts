/** Resolves once the screen that is being made is painted: what it does not need can be asked for then. In a window that
 * nobody sees nothing is painted, so it waits a tenth of a second at most. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 100);
    requestAnimationFrame(() => setTimeout(resolve, 0));
  });
}
