/** Bars that stand on 0, each in a frame that it fills where there is one. */
import type { SeriesHue } from '../predictorStyle';
import { applyHue } from '../predictorStyle';
import type { Chart } from './chart';
import { join } from './join';
import type { PlotFrame } from './plotFrame';
import { setAttributes, svgElement } from './svgElement';

export interface BarSeries {
  readonly key: string;
  readonly hue: SeriesHue;
  /** Middles of the bars and their heights, [N] each; what is not finite has no bar. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Height of the frames; null: none. */
  readonly full: number | null;
}

export interface Bars {
  draw(series: readonly BarSeries[], chart: Chart): void;
}

/** Of the distance between neighbours, and of the axis for a single bar. */
const [share, alone] = [0.8, 0.2];

export function createBars(frame: PlotFrame): Bars {
  const group = svgElement('g', {}, frame.marks);
  return {
    draw(series, { x, y, inner }) {
      const all = series.flatMap((one) => {
        const places = Array.from(one.x, (at) => x.position(at));
        const gaps = places.slice(1).map((at, i) => Math.abs(at - places[i]));
        const width = gaps.length > 0 ? share * Math.min(...gaps) : alone * inner.width;
        return places.map((at, i) => ({ one, i, at, width, value: one.y[i] }));
      });
      join(
        group,
        all.filter(({ at, value }) => Number.isFinite(at) && Number.isFinite(value)),
        ({ one, i }) => `${one.key} ${i}`,
        () => {
          const bar = svgElement('g');
          svgElement('rect', { class: 'plot-frame' }, bar);
          svgElement('rect', { class: 'plot-bar' }, bar);
          return bar;
        },
        (bar, { one, at, width, value }) => {
          applyHue(bar, one.hue);
          const [outline, filled] = bar.children;
          place(outline, at, width, y.position(0), y.position(one.full ?? 0));
          outline.setAttribute('visibility', one.full === null ? 'hidden' : 'visible');
          place(filled, at, width, y.position(0), y.position(value));
        },
      );
    },
  };
}

function place(rect: Element, at: number, width: number, from: number, to: number): void {
  setAttributes(rect, {
    x: at - width / 2,
    y: Math.min(from, to),
    width: Math.max(0.5, width),
    height: Math.abs(to - from),
  });
}
