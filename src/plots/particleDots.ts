/** Thousands of points as pixels: each frame writes them into one image, over what is left of the frames before. */
import type { ColourLimits, ColourScale } from './kit/colourScale';

export interface DotView {
  /** px = scale · value + offset, in CSS px. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

export interface ParticleDots {
  /** Gives the canvas its size; what was drawn is forgotten when it changes. */
  resize(width: number, height: number): void;
  /** Points as x, y, value [3 M]; `trail`: share of a dot's strength that is left after a frame, 0 for none. */
  draw(points: Float32Array, view: DotView, scale: ColourScale, limits: ColourLimits, trail: number): void;
  clear(): void;
}

/** Side of a dot in CSS px. */
const dotSide = 2;

export function createParticleDots(canvas: HTMLCanvasElement): ParticleDots {
  const context = canvas.getContext('2d');
  let image: ImageData | null = null;
  let density = 1;
  const clear = (): void => {
    image?.data.fill(0);
  };
  return {
    clear,
    resize(width, height) {
      density = Math.min(2, Math.max(1, devicePixelRatio));
      const [w, h] = [Math.max(1, Math.round(width * density)), Math.max(1, Math.round(height * density))];
      Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
      if (canvas.width === w && canvas.height === h && image !== null) return;
      [canvas.width, canvas.height] = [w, h];
      image = context?.createImageData(w, h) ?? null;
    },
    draw(points, { x, y }, { bytes }, { low, high }, trail) {
      if (context === null || image === null) return;
      const { data, width, height } = image;
      if (trail > 0) for (let a = 3; a < data.length; a += 4) data[a] *= trail;
      else data.fill(0);
      const side = Math.max(1, Math.round(dotSide * density));
      const top = bytes.length / 3 - 1;
      const perValue = high > low ? top / (high - low) : 0;
      for (let k = 0; k + 2 < points.length; k += 3) {
        // Comparisons that NaN fails; ~~ alone would wrap what is far outside.
        const left = density * (x[0] * points[k] + x[1]) - side / 2;
        const upper = density * (y[0] * points[k + 1] + y[1]) - side / 2;
        if (!(left >= 0 && left < width - side && upper >= 0 && upper < height - side)) continue;
        const share = perValue === 0 ? top / 2 : (points[k + 2] - low) * perValue;
        const colour = 3 * (share > 0 ? (share < top ? Math.round(share) : top) : 0);
        for (let r = 0; r < side; r++) {
          let at = 4 * ((Math.floor(upper) + r) * width + Math.floor(left));
          for (let c = 0; c < side; c++, at += 4) {
            data[at] = bytes[colour];
            data[at + 1] = bytes[colour + 1];
            data[at + 2] = bytes[colour + 2];
            data[at + 3] = 255;
          }
        }
      }
      context.putImageData(image, 0, 0);
    },
  };
}
