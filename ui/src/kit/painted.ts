/** Resolves once the screen that is being made is painted and on its way out: what it does not need can be asked for
 * then. In a window that nobody sees nothing is painted, so it waits a second at most; less, and the wait would be over
 * before a slow screen is there. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 1_000);
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 0)));
  });
}
