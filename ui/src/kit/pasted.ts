// A file on the clipboard: a screen shot, a scan, a file copied in a folder.

/** The file that was pasted; null where the clipboard has words, which belong to the field that is typed in. */
export function pastedFile(event: ClipboardEvent): File | null {
  const clipboard = event.clipboardData;
  if (event.defaultPrevented || !clipboard || clipboard.types.includes('text/plain')) return null;
  return clipboard.files[0] ?? null;
}
