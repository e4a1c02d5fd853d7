/** The two axes of a plot: d3-axis places ticks and grid lines, labels are set as mathematics. */
import { axisBottom, axisLeft, type Axis } from 'd3-axis';
import { select } from 'd3-selection';
import { setMathText, textWidth } from '../mathText';
import type { AxisScale } from '../axisScale';
import { withoutOverlap, type Tick } from './axisTicks';
import type { InnerBox } from './innerBox';
import { setAttributes, svgElement } from './svgElement';

export interface AxisView {
  readonly scale: AxisScale;
  readonly ticks: readonly Tick[];
  readonly title: string;
}

/** Bottom margin with tick labels and the axis title; top margin with the title of the vertical axis. */
export const bottomMargin = 40;
export const topMargin = 28;

const [labelledTick, bareTick] = [5, 3];

/** Left margin that holds the widest label of the vertical axis. */
export function leftMargin(ticks: readonly Tick[]): number {
  const widest = Math.max(0, ...ticks.map((tick) => textWidth(tick.label)));
  return Math.max(26, Math.ceil(widest) + 10);
}

export interface Axes {
  /** Draws both; null where an axis is replaced by labels of the plot's own. */
  draw(x: AxisView, y: AxisView | null, inner: InnerBox): void;
}

export function createAxes(grid: SVGGElement, labels: SVGGElement): Axes {
  const yGroup = svgElement('g', { class: 'plot-axis plot-axis-y' }, grid);
  const xGroup = svgElement('g', { class: 'plot-axis plot-axis-x' }, grid);
  const xTitle = svgElement('text', { class: 'plot-title', 'text-anchor': 'end' }, labels);
  const yTitle = svgElement('text', { class: 'plot-title', x: 0, y: 12 }, labels);
  let drawn = '';

  const set = (group: SVGGElement, axis: Axis<number>, ticks: readonly Tick[]): void => {
    const g = select<SVGGElement, unknown>(group);
    axis
      .offset(0)
      .tickSizeOuter(0)
      .tickValues(ticks.map((tick) => tick.value))
      .tickFormat(() => '')(g);
    g.selectAll<SVGTextElement, number>('.tick text').each(function (_, i) {
      this.removeAttribute('data-text');
      setMathText(this, ticks[i].label);
    });
  };

  return {
    draw(x, y, inner) {
      const xTicks = withoutOverlap(x.ticks, (value) => x.scale.position(value));
      const yTicks = y?.ticks ?? [];
      const said = (view: AxisView | null, ticks: readonly Tick[]): string =>
        view === null
          ? ''
          : [view.title, view.scale.domain, ...ticks.map((t) => `${t.value}${t.label}`)].join();
      const key = [inner.left, inner.top, inner.width, inner.height, said(x, xTicks), said(y, yTicks)].join(
        '|',
      );
      // While a run plays, curves move and axes stand still.
      if (key === drawn) return;
      drawn = key;
      const bottom = inner.top + inner.height;
      setAttributes(yGroup, { transform: `translate(${inner.left},${inner.top})` });
      setAttributes(xGroup, { transform: `translate(${inner.left},${bottom})` });
      set(xGroup, axisBottom<number>(x.scale.d3).tickSizeInner(labelledTick).tickPadding(4), xTicks);
      select(xGroup)
        .selectAll<SVGLineElement, number>('.tick line')
        .attr('y2', (_, i) => (xTicks[i].label === '' ? bareTick : labelledTick));
      if (y !== null)
        set(yGroup, axisLeft<number>(y.scale.d3).tickSizeInner(-inner.width).tickPadding(8), yTicks);
      else select(yGroup).selectChildren().remove();
      setAttributes(xTitle, { x: inner.left + inner.width, y: bottom + 36 });
      setMathText(xTitle, x.title);
      setMathText(yTitle, y?.title ?? '');
    },
  };
}
