/**
 * The skeleton of a plot with axes: a root with the picture (svg, role=img, named by its summary), a clipped inner svg for the
 * marks, axes, and a sentence where there is nothing to draw. Layers for pointer and keyboard lie over it (plots/interact).
 */
import type { PlotSize } from '../plot';
import { createAxes, type AxisView } from './axes';
import type { InnerBox } from './innerBox';
import { htmlElement, setAttributes, svgElement } from './svgElement';

export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export interface PlotFrame {
  readonly root: HTMLDivElement;
  readonly svg: SVGSVGElement;
  /** Marks, clipped to the inner area, in its coordinates. */
  readonly marks: SVGSVGElement;
  /** Marks and labels in the same coordinates that may stand out of the inner area. */
  readonly over: SVGGElement;
  /** Whatever stands in the margins, in the root's coordinates. */
  readonly margin: SVGGElement;
  layout(size: PlotSize, margins: Margins): InnerBox;
  drawAxes(x: AxisView, y: AxisView | null, inner: InnerBox): void;
  /** Name of the picture: its text alternative. */
  describe(summary: string): void;
  /** A sentence instead of marks: what to do to see some; null when there are marks. */
  sayEmpty(sentence: string | null): void;
  destroy(): void;
}

export function createPlotFrame(container: HTMLElement, name: string): PlotFrame {
  const root = htmlElement('div', `plot plot-${name}`, container);
  const svg = svgElement('svg', { role: 'img' }, root);
  const grid = svgElement('g', { class: 'plot-grid' }, svg);
  const labels = svgElement('g', { class: 'plot-labels' }, svg);
  const marks = svgElement('svg', { class: 'plot-marks', overflow: 'hidden' }, svg);
  const over = svgElement('g', { class: 'plot-over' }, svg);
  const margin = svgElement('g', { class: 'plot-margin' }, svg);
  const axes = createAxes(grid, labels);
  const empty = htmlElement('div', 'plot-empty', root);
  empty.hidden = true;

  return {
    root,
    svg,
    marks,
    over,
    margin,
    layout(size, margins) {
      root.style.width = `${size.width}px`;
      root.style.height = `${size.height}px`;
      setAttributes(svg, {
        width: size.width,
        height: size.height,
        viewBox: `0 0 ${size.width} ${size.height}`,
      });
      const inner = {
        left: margins.left,
        top: margins.top,
        width: Math.max(1, size.width - margins.left - margins.right),
        height: Math.max(1, size.height - margins.top - margins.bottom),
      };
      setAttributes(marks, { x: inner.left, y: inner.top, width: inner.width, height: inner.height });
      setAttributes(over, { transform: `translate(${inner.left},${inner.top})` });
      return inner;
    },
    drawAxes: axes.draw,
    describe(summary) {
      if (svg.getAttribute('aria-label') !== summary) svg.setAttribute('aria-label', summary);
    },
    sayEmpty(sentence) {
      empty.hidden = sentence === null;
      if (sentence !== null && empty.textContent !== sentence) empty.textContent = sentence;
    },
    destroy() {
      root.remove();
    },
  };
}
