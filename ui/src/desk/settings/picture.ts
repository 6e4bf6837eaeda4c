// A picture as it is kept: PNG or JPEG, base64. An SVG is drawn at twice the size it will be printed in, so that the
// printer has nothing to interpret.

/** How wide a logo is kept at most, in pixels: 48 mm at 600 to the inch. */
const WIDEST = 1134;

export async function readPicture(file: File): Promise<string> {
  const url = await dataUrl(file);
  if (file.type === 'image/png' || file.type === 'image/jpeg') return url.slice(url.indexOf(',') + 1);
  if (file.type !== 'image/svg+xml') throw new Error('not a picture');
  const image = new Image();
  image.src = url;
  await image.decode();
  const ratio = image.naturalHeight / Math.max(1, image.naturalWidth);
  const canvas = document.createElement('canvas');
  canvas.width = WIDEST;
  canvas.height = Math.max(1, Math.round(WIDEST * ratio));
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas');
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  const drawn = canvas.toDataURL('image/png');
  return drawn.slice(drawn.indexOf(',') + 1);
}

function dataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error('not read'));
    reader.readAsDataURL(file);
  });
}
