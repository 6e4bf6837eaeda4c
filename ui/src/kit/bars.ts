/** Marks the page where scroll bars lie over what they scroll and take no room: the long lists hide theirs under a dialog. */
export function markBars(page: HTMLElement): void {
  const box = document.createElement('div');
  box.style.overflow = 'scroll';
  page.append(box);
  if (box.offsetWidth === box.clientWidth) page.dataset.bars = 'over';
  box.remove();
}
