// A PDF on the screen, by Mozilla's pdf.js: drawn onto a canvas inside the window's own pages. It is loaded when the
// first document is opened and not before. No script inside a document runs: eval is off, and the layer that would run
// a document's own scripts is not part of this program.
import { getDocument, GlobalWorkerOptions } from 'pdfjs-dist';
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = worker;

export interface Pdf {
  pages: number;
  /** The longer side of the first page (points). */
  longest: number;
  /** Draws a page, larger by `scale`, turned by `turn` degrees. */
  draw: (page: number, scale: number, turn: number) => Promise<HTMLCanvasElement>;
  close: () => void;
}

export async function openPdf(bytes: Uint8Array): Promise<Pdf> {
  // The bytes are handed to the worker and are gone here afterwards, so it gets its own.
  const task = getDocument({
    data: bytes.slice(),
    isEvalSupported: false,
    disableAutoFetch: true,
    disableStream: true,
    useSystemFonts: true,
    enableXfa: false,
    useWasm: false,
    wasmUrl: '/pdfjs/',
  });
  const file = await task.promise;
  const first = (await file.getPage(1)).getViewport({ scale: 1 });
  return {
    pages: file.numPages,
    longest: Math.max(first.width, first.height),
    async draw(number, scale, turn) {
      const page = await file.getPage(number);
      const viewport = page.getViewport({ scale, rotation: (page.rotate + turn) % 360 });
      const canvas = document.createElement('canvas');
      canvas.width = Math.ceil(viewport.width);
      canvas.height = Math.ceil(viewport.height);
      await page.render({ canvas, viewport }).promise;
      return canvas;
    },
    close: () => void task.destroy(),
  };
}
