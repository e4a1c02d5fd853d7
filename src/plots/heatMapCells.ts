/**
 * The cells of one heat map. Up to 24 × 24 they are rectangles, which stay sharp in a drawing; larger maps are an image. Each cell is
 * placed when it is made and again when the map changes its size; a frame of a run changes colours only.
 */
import type { ZoomTransform } from 'd3-zoom';
import { range } from 'd3-array';
import { createCellImage, scaleColour, type CellImage } from './kit/cellImage';
import { colourIndex, type ColourLimits, type ColourScale, type ColourScaleKind } from './kit/colourScale';
import { join } from './kit/join';
import { htmlElement, setAttributes, svgElement } from './kit/svgElement';

export interface HeatMapCells {
  readonly node: SVGSVGElement;
  draw(cells: CellsOfMap, place: readonly [number, number], side: number, view: ZoomTransform): void;
  remove(): void;
}

export interface CellsOfMap {
  readonly n: number;
  /** [n, n] row-major; null where there is none. */
  readonly values: Float64Array | null;
  readonly kind: ColourScaleKind;
  readonly scale: ColourScale;
  readonly limits: ColourLimits;
}

const largestDrawnAsRectangles = 24;
/** Cells wider than this stand apart by a hair, px. */
const [apartFrom, hair] = [6, 0.5];

export function createHeatMapCells(canvases: HTMLElement): HeatMapCells {
  const node = svgElement('svg', { class: 'heat-map', overflow: 'hidden' });
  const group = svgElement('g', {}, node);
  let geometry = '';
  /** Colours as they stand in the picture: in most frames most cells keep theirs. */
  let colours: string[] = [];
  let image: {
    readonly canvas: HTMLCanvasElement;
    readonly cells: CellImage;
    painted: CellsOfMap | null;
  } | null = null;

  const drawRectangles = ({ n, values, kind, scale, limits }: CellsOfMap, side: number): void => {
    const shown = values === null ? [] : range(n * n);
    const pitch = side / n;
    const inset = pitch > apartFrom ? hair : 0;
    const place = (rect: SVGRectElement, k: number): void =>
      setAttributes(rect, {
        x: (k % n) * pitch + inset,
        y: Math.floor(k / n) * pitch + inset,
        width: pitch - 2 * inset,
        height: pitch - 2 * inset,
      });
    const moved = geometry !== `${n} ${side}`;
    geometry = `${n} ${side}`;
    if (moved || group.childElementCount !== shown.length) {
      join(
        group,
        shown,
        (k) => `${n} ${k}`,
        (k) => {
          const rect = svgElement('rect');
          place(rect, k);
          return rect;
        },
        (rect, k) => place(rect, k),
      );
      colours = [];
    }
    let rect = group.firstElementChild;
    for (let k = 0; k < shown.length && rect !== null; k++, rect = rect.nextElementSibling) {
      const index = colourIndex(values![k], limits, kind);
      const colour = index < 0 ? 'none' : scale.css[index];
      if (colours[k] === colour) continue;
      colours[k] = colour;
      rect.setAttribute('fill', colour);
    }
  };

  const drawImage = (
    cells: CellsOfMap,
    [x, y]: readonly [number, number],
    side: number,
    view: ZoomTransform,
  ): void => {
    const { n, values } = cells;
    if (values === null) return dropImage();
    image ??= { canvas: htmlElement('canvas', '', canvases), cells: createCellImage(), painted: null };
    const { painted } = image;
    if (painted?.values !== values || painted.scale !== cells.scale || painted.limits !== cells.limits) {
      image.cells.paint(values, n, n, scaleColour(cells.scale, cells.limits, cells.kind));
      image.painted = cells;
    }
    const perPixel = n / side;
    Object.assign(image.canvas.style, { left: `${x}px`, top: `${y}px` });
    image.cells.show(image.canvas, side, side, {
      from: [view.invertX(0) * perPixel, view.invertY(0) * perPixel],
      extent: [n / view.k, n / view.k],
    });
  };
  const dropImage = (): void => {
    image?.canvas.remove();
    image = null;
  };

  return {
    node,
    draw(cells, place, side, view) {
      setAttributes(node, { width: side, height: side });
      if (cells.n > largestDrawnAsRectangles) {
        group.replaceChildren();
        drawImage(cells, place, side, view);
        return;
      }
      dropImage();
      drawRectangles(cells, side);
      group.setAttribute('transform', view.toString());
    },
    remove() {
      dropImage();
      node.remove();
    },
  };
}
