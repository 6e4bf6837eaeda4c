// A file that was chosen or dropped, made ready for the boundary: its bytes as base64 and a small picture of its first
// page. Nothing here decides what may be filed; the boundary looks at the bytes itself.
import type { Pdf } from './pdf';

/** As large as the boundary takes (bytes). */
export const LARGEST = 64 * 1024 * 1024;
/** The longer side of a thumbnail (pixels). */
const THUMBNAIL = 220;

export interface ReadyFile {
  name: string;
  size: number;
  content_type: string;
  data: string;
  thumbnail: string | null;
  pages: number | null;
}

/** What bytes are by how they begin; null for what cannot be shown. */
export function kindOf(bytes: Uint8Array): string | null {
  const begins = (...start: number[]) => start.every((byte, at) => bytes[at] === byte);
  if (begins(0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf';
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg';
  const is_webp =
    begins(0x52, 0x49, 0x46, 0x46) && [0x57, 0x45, 0x42, 0x50].every((b, at) => bytes[at + 8] === b);
  return is_webp ? 'image/webp' : null;
}

/** Bytes as base64, piece by piece: one call with a million arguments would end in an error. */
export function base64Of(bytes: Uint8Array): string {
  const piece = 0x8000;
  let text = '';
  for (let at = 0; at < bytes.length; at += piece) {
    text += String.fromCharCode(...bytes.subarray(at, at + piece));
  }
  return btoa(text);
}

export function bytesOf(base64: string): Uint8Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** `340 KB`, `1.2 MB`. */
export function sizeWords(size: number): string {
  return size < 1_000_000
    ? `${Math.max(1, Math.round(size / 1_000))} KB`
    : `${(size / 1_000_000).toFixed(1)} MB`;
}

/** A title from a file's name: without its ending, with blanks for strokes. */
export function titleOf(name: string): string {
  return name
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[_-]+/g, ' ')
    .trim();
}

/** A picture no longer than a thumbnail, as base64; null when it cannot be drawn. */
function drawn(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): string | null {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  draw(context);
  return canvas.toDataURL('image/jpeg', 0.7).split(',')[1] ?? null;
}

async function ofPicture(bytes: Uint8Array, content_type: string): Promise<string | null> {
  const picture = await createImageBitmap(new Blob([bytes.slice().buffer], { type: content_type }));
  const scale = Math.min(1, THUMBNAIL / Math.max(picture.width, picture.height));
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const small = drawn(width, height, (context) => context.drawImage(picture, 0, 0, width, height));
  picture.close();
  return small;
}

async function ofPdf(pdf: Pdf): Promise<string | null> {
  const canvas = await pdf.draw(1, THUMBNAIL / pdf.longest, 0);
  return canvas.toDataURL('image/jpeg', 0.7).split(',')[1] ?? null;
}

/**
 * Reads a file. A picture of its first page is a help: where none can be drawn, the file is filed without one.
 * Throws a sentence when the file is none that can be filed.
 */
export async function readFile(
  file: File,
  words: { wrong_kind: string; too_large: string },
): Promise<ReadyFile> {
  if (file.size > LARGEST) throw new Error(words.too_large);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const content_type = kindOf(bytes);
  if (!content_type) throw new Error(words.wrong_kind);
  const ready = { name: file.name, size: file.size, content_type, data: base64Of(bytes) };
  try {
    if (content_type !== 'application/pdf') {
      return { ...ready, thumbnail: await ofPicture(bytes, content_type), pages: 1 };
    }
    const { openPdf } = await import('./pdf');
    const pdf = await openPdf(bytes);
    try {
      return { ...ready, thumbnail: await ofPdf(pdf), pages: pdf.pages };
    } finally {
      pdf.close();
    }
  } catch {
    return { ...ready, thumbnail: null, pages: null };
  }
}
