/**
 * The skeleton of a plot with axes: a root with the picture (svg, role=img, named by its summary), a clipped inner svg for the
 * marks, and an optional HTML layer over it for pointer and keyboard.
 */
import { withoutOverlap, type Tick } from './axisTicks';
import { joinKeyed } from './joinKeyed';
import { setMathText, textWidth } from './mathText';
import type { PlotSize } from './plot';
import { htmlElement, setAttributes, svgElement } from './svgElement';

export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Position of the inner area, px from the root's corner. */
export interface InnerBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface AxisView {
  /** Maps a value to px within the inner area. */
  readonly position: (value: number) => number;
  readonly ticks: readonly Tick[];
  readonly title: string;
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
  drawAxes(x: AxisView, y: AxisView, inner: InnerBox): void;
  /** Name of the picture: its text alternative. */
  describe(summary: string): void;
  /** A sentence instead of marks: what to do to see some; null when there are marks. */
  sayEmpty(sentence: string | null): void;
  destroy(): void;
}

/** Bottom margin with tick labels and the axis title; top margin with the title of the vertical axis. */
export const bottomMargin = 40;
export const topMargin = 28;

/** Left margin that holds the widest label of the vertical axis. */
export function leftMargin(ticks: readonly Tick[]): number {
  const widest = Math.max(0, ...ticks.map((tick) => textWidth(tick.label)));
  return Math.max(26, Math.ceil(widest) + 10);
}

export function createPlotFrame(container: HTMLElement, name: string): PlotFrame {
  const root = htmlElement('div', `plot plot-${name}`, container);
  const svg = svgElement('svg', { role: 'img' }, root);
  const grid = svgElement('g', { class: 'plot-grid' }, svg);
  const labels = svgElement('g', { class: 'plot-labels' }, svg);
  const marks = svgElement('svg', { class: 'plot-marks', overflow: 'hidden' }, svg);
  const over = svgElement('g', { class: 'plot-over' }, svg);
  const margin = svgElement('g', { class: 'plot-margin' }, svg);
  const xTitle = svgElement('text', { class: 'plot-title', 'text-anchor': 'end' }, labels);
  const yTitle = svgElement('text', { class: 'plot-title', x: 0, y: 12 }, labels);
  const xLabels = svgElement('g', { 'text-anchor': 'middle' }, labels);
  const yLabels = svgElement('g', { 'text-anchor': 'end' }, labels);
  const xMarks = svgElement('g', {}, grid);
  const yMarks = svgElement('g', {}, grid);
  const empty = htmlElement('div', 'plot-empty', root);
  empty.hidden = true;

  const line = (className: string) => () => svgElement('line', { class: className });
  const text = () => svgElement('text');

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
    drawAxes(x, y, inner) {
      const xTicks = withoutOverlap(x.ticks, x.position);
      const bottom = inner.top + inner.height;
      joinKeyed(
        yMarks,
        y.ticks,
        (tick) => String(tick.value),
        line('plot-gridline'),
        (child, tick) =>
          setAttributes(child, {
            x1: inner.left,
            x2: inner.left + inner.width,
            y1: inner.top + y.position(tick.value),
            y2: inner.top + y.position(tick.value),
          }),
      );
      joinKeyed(
        xMarks,
        xTicks,
        (tick) => String(tick.value),
        line('plot-tick'),
        (child, tick) =>
          setAttributes(child, {
            x1: inner.left + x.position(tick.value),
            x2: inner.left + x.position(tick.value),
            y1: bottom,
            y2: bottom + (tick.label === '' ? 3 : 5),
          }),
      );
      const labelled = (tick: Tick): boolean => tick.label !== '';
      joinKeyed(
        yLabels,
        y.ticks.filter(labelled),
        (tick) => String(tick.value),
        text,
        (child, tick) => {
          setAttributes(child, { x: inner.left - 8, y: inner.top + y.position(tick.value) + 4 });
          setMathText(child, tick.label);
        },
      );
      joinKeyed(
        xLabels,
        xTicks.filter(labelled),
        (tick) => String(tick.value),
        text,
        (child, tick) => {
          setAttributes(child, { x: inner.left + x.position(tick.value), y: bottom + 18 });
          setMathText(child, tick.label);
        },
      );
      setAttributes(xTitle, { x: inner.left + inner.width, y: bottom + 36 });
      setMathText(xTitle, x.title);
      setMathText(yTitle, y.title);
    },
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
