/** The outline of a marked cell, the same in every map. */
import type { ZoomTransform } from 'd3-zoom';
import { join } from './kit/join';
import { setAttributes, svgElement } from './kit/svgElement';

export interface CellBox {
  /** Left and top within the map, px. */
  readonly left: number;
  readonly top: number;
  readonly side: number;
  /** Whether any of it shows. */
  readonly inside: boolean;
}

/** A marked cell is never drawn smaller than this, px. */
const leastMark = 5;

/** Where cell (i, j) of a map `side` px wide is drawn, with cells `pitch` px wide before zooming. */
export function cellBox(i: number, j: number, pitch: number, side: number, view: ZoomTransform): CellBox {
  const [left, top] = view.apply([j * pitch, i * pitch]);
  const width = pitch * view.k;
  return { left, top, side: width, inside: left > -width && top > -width && left < side && top < side };
}

export function drawCellMarks(
  group: SVGGElement,
  maps: readonly { readonly x: number; readonly y: number }[],
  { left, top, side }: CellBox,
): void {
  const grow = Math.max(0, leastMark - side) / 2;
  join(
    group,
    maps,
    (_, index) => String(index),
    () => svgElement('rect', { class: 'plot-marked-cell' }),
    (rect, { x, y }) =>
      setAttributes(rect, {
        x: x + left - grow,
        y: y + top - grow,
        width: side + 2 * grow,
        height: side + 2 * grow,
      }),
  );
}
