/** Drawing a range to zoom into it: d3-brush along the horizontal axis or over both, in the plot's layer. */
import { brush, brushX, type D3BrushEvent } from 'd3-brush';
import { select } from 'd3-selection';
import { svgElement } from '../kit/svgElement';
import type { Place } from './zoomView';

/** A range narrower than this is a hand that trembled, px. */
const leastRange = 8;

export interface BrushZoom {
  resize(width: number, height: number): void;
}

export function createBrushZoom(
  layer: SVGSVGElement,
  dimensions: 'x' | 'xy',
  starts: (event: MouseEvent) => boolean,
  onRange: (from: Place, until: Place) => void,
): BrushZoom {
  const group = select(svgElement('g', { class: 'plot-brush' }, layer));
  const behaviour = (dimensions === 'x' ? brushX<unknown>() : brush<unknown>())
    .keyModifiers(false)
    .touchable(false)
    .filter((event: MouseEvent) => event.button === 0 && !event.ctrlKey && starts(event))
    .on('end', ({ selection, sourceEvent }: D3BrushEvent<unknown>) => {
      if (!sourceEvent || selection === null) return;
      group.call((g) => behaviour.move(g, null));
      if (dimensions === 'x') {
        const [from, until] = selection as [number, number];
        if (until - from >= leastRange) onRange([from, 0], [until, 0]);
      } else {
        const [from, until] = selection as [[number, number], [number, number]];
        if (Math.max(until[0] - from[0], until[1] - from[1]) >= leastRange) onRange(from, until);
      }
    });
  // Its first extent comes with the first size: without one d3 measures the layer, and the page is laid out for each plot.
  return {
    resize(width, height) {
      behaviour.extent([
        [0, 0],
        [width, height],
      ]);
      group.call(behaviour);
    },
  };
}
