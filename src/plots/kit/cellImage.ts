/** A grid of values as an image: one pixel per cell, of which a canvas shows the part in view with sharp edges. */
import { colourIndex, type ColourLimits, type ColourScale, type ColourScaleKind } from './colourScale';

export interface CellView {
  /** Left, top, width and height of the part shown, in cells. */
  readonly from: readonly [number, number];
  readonly extent: readonly [number, number];
}

export interface CellImage {
  /** Colours [rows, columns] row-major, the first row on top. */
  paint(values: ArrayLike<number>, rows: number, columns: number, colour: CellColour): void;
  /** Shows a part on a canvas of this many CSS px. */
  show(canvas: HTMLCanvasElement, width: number, height: number, view: CellView): void;
}

/** Offset of a cell's colour in `bytes`, or −1 for none. */
export interface CellColour {
  readonly bytes: Uint8ClampedArray;
  index(value: number): number;
}

export function scaleColour(scale: ColourScale, limits: ColourLimits, kind: ColourScaleKind): CellColour {
  return { bytes: scale.bytes, index: (value) => colourIndex(value, limits, kind) };
}

export function createCellImage(): CellImage {
  const source = document.createElement('canvas');
  return {
    paint(values, rows, columns, { bytes, index }) {
      if (source.width !== columns) source.width = columns;
      if (source.height !== rows) source.height = rows;
      const context = source.getContext('2d');
      if (context === null || rows === 0 || columns === 0) return;
      const image = context.createImageData(columns, rows);
      for (let k = 0; k < rows * columns; k++) {
        const at = index(values[k]);
        if (at < 0) continue;
        for (let c = 0; c < 3; c++) image.data[4 * k + c] = bytes[3 * at + c];
        image.data[4 * k + 3] = 255;
      }
      context.putImageData(image, 0, 0);
    },
    show(canvas, width, height, { from, extent }) {
      const density = Math.min(3, Math.max(1, devicePixelRatio));
      const [w, h] = [Math.max(1, Math.round(width * density)), Math.max(1, Math.round(height * density))];
      if (canvas.width !== w) canvas.width = w;
      if (canvas.height !== h) canvas.height = h;
      Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
      const context = canvas.getContext('2d');
      if (context === null || source.width === 0 || source.height === 0) return;
      context.imageSmoothingEnabled = false;
      context.clearRect(0, 0, w, h);
      context.drawImage(source, from[0], from[1], extent[0], extent[1], 0, 0, w, h);
    },
  };
}
