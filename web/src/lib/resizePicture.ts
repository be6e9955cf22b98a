const side = 512;
const mostBytes = 512 * 1024;

/** The middle square of a picture, 512 pixels wide, small enough to send. Rejects when it is no picture. */
export async function resizePicture(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file);
  try {
    const cut = Math.min(bitmap.width, bitmap.height);
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.min(side, cut);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('There is no canvas.');
    context.drawImage(bitmap, (bitmap.width - cut) / 2, (bitmap.height - cut) / 2, cut, cut, 0, 0, canvas.width, canvas.height);
    for (const quality of [0.9, 0.7, 0.5]) {
      const blob = await encode(canvas, quality);
      if (blob.size <= mostBytes) return blob;
    }
    throw new Error('The picture stays too large.');
  } finally {
    bitmap.close();
  }
}

/** WebP where the browser writes it, else JPEG. */
async function encode(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  for (const type of ['image/webp', 'image/jpeg']) {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
    if (blob?.type === type) return blob;
  }
  throw new Error('The browser writes no picture.');
}
