import { normal } from '../random/normal';
import type { Key } from '../random/key';
import { digitStrokes } from './digitStrokes';

/** Side of the image in pixels. */
export const digitSide = 8;

/**
 * Writes one image of a digit, [8 · 8] row-major from the top left, into `image` from `offset`.
 *
 * The stroke is moved, stretched, slanted and thickened by small Gaussian amounts; a pixel at distance r from it has ink
 * max(0, min(1, 3/2 − r/w)) with pen width w, plus N(0, 0.05²). The image is then shifted to mean 0 and scaled to norm 8 = √d, so
 * that it lies on the sphere of the other data sets. `key` fixes all of it: 6 numbers for the pen, 64 for the pixels.
 */
export function drawDigit(digit: number, key: Key, image: Float64Array, offset: number): void {
  const pixels = digitSide * digitSide;
  const draw = normal(key, 6 + pixels);
  const stretchX = 1 + 0.08 * draw[2];
  const stretchY = 1 + 0.06 * draw[3];
  const slant = 0.12 * draw[4];
  const pen = 0.09 * (1 + 0.1 * Math.max(-3, Math.min(3, draw[5])));
  const stroke = digitStrokes[digit];
  const placed = new Float64Array(stroke.length);
  for (let k = 0; k < stroke.length; k += 2) {
    const y = (stroke[k + 1] - 0.5) * stretchY;
    placed[k] = 0.5 + (stroke[k] - 0.5) * stretchX - slant * y + 0.04 * draw[0];
    placed[k + 1] = 0.5 + y + 0.04 * draw[1];
  }
  let mean = 0;
  for (let i = 0; i < pixels; i++) {
    const x = ((i % digitSide) + 0.5) / digitSide;
    const y = (Math.floor(i / digitSide) + 0.5) / digitSide;
    const ink = Math.max(0, Math.min(1, 1.5 - distanceToStroke(x, y, placed) / pen));
    image[offset + i] = ink + 0.05 * draw[6 + i];
    mean += image[offset + i] / pixels;
  }
  let square = 0;
  for (let i = 0; i < pixels; i++) {
    image[offset + i] -= mean;
    square += image[offset + i] * image[offset + i];
  }
  const scale = digitSide / Math.sqrt(square);
  for (let i = 0; i < pixels; i++) image[offset + i] *= scale;
}

function distanceToStroke(x: number, y: number, stroke: Float64Array): number {
  let least = Infinity;
  for (let k = 0; k + 3 < stroke.length; k += 2) {
    const ux = stroke[k + 2] - stroke[k];
    const uy = stroke[k + 3] - stroke[k + 1];
    const along = ((x - stroke[k]) * ux + (y - stroke[k + 1]) * uy) / (ux * ux + uy * uy);
    const t = Math.max(0, Math.min(1, along));
    const rx = x - stroke[k] - t * ux;
    const ry = y - stroke[k + 1] - t * uy;
    least = Math.min(least, rx * rx + ry * ry);
  }
  return Math.sqrt(least);
}
