import { embedFonts } from './embedFonts';
import { toSvg, type FigureText } from './toSvg';

/**
 * The plot as a PNG with `scale` device pixels per CSS px. The picture travels as a data URL with its fonts inside, since an image cannot
 * see the page's.
 */
export async function toPng(node: HTMLElement, scale = 2, text: FigureText = {}): Promise<Blob> {
  const source = await embedFonts(toSvg(node, text));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('toPng: this browser gives no 2D canvas; use the SVG instead');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) =>
        blob === null
          ? reject(
              new Error(`toPng: ${canvas.width} × ${canvas.height} px is too large; use a smaller scale`),
            )
          : resolve(blob),
      'image/png',
    );
  });
}
