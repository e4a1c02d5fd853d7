import { embedFonts } from './embedFonts';
import { toSvg, type FigureText } from './toSvg';

/** Pictures that are taken at most, and the milliseconds between two, until all letters are there. */
const [mostTries, pause] = [20, 30];

/**
 * The plot as a PNG with `scale` device pixels per CSS px. The picture travels as a data URL with its fonts inside, since an image cannot
 * see the page's. A browser may decode it before those are read, and then leaves the letters out: it is taken again until it has some and
 * no longer changes.
 */
export async function toPng(node: HTMLElement, scale = 2, text: FigureText = {}): Promise<Blob> {
  const source = await embedFonts(toSvg(node, text));
  const unlettered = source.replace('<style>', '<style>text{visibility:hidden}');
  const bare = unlettered === source ? null : pixels(await picture(unlettered, scale));
  let canvas = await picture(source, scale);
  for (let tries = 1; bare !== null && tries < mostTries; tries++) {
    const before = pixels(canvas);
    await new Promise((resolve) => setTimeout(resolve, pause));
    canvas = await picture(source, scale);
    const now = pixels(canvas);
    if (same(now, before) && !same(now, bare)) break;
  }
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

async function picture(source: string, scale: number): Promise<HTMLCanvasElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  contextOf(canvas).drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('toPng: this browser gives no 2D canvas; use the SVG instead');
  return context;
}

function pixels(canvas: HTMLCanvasElement): Uint32Array {
  const { data } = contextOf(canvas).getImageData(0, 0, canvas.width, canvas.height);
  return new Uint32Array(data.buffer);
}

function same(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((pixel, i) => pixel === b[i]);
}
