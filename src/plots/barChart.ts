/** Named magnitudes as horizontal bars on a log axis: the four discrepancies, the kernels' sizes by order. */
import { finiteExtent, logDomain } from './axisDomain';
import { formatNumber } from './formatNumber';
import { createGestureLayer } from './interact/gestureLayer';
import { bottomMargin } from './kit/axes';
import { logTicks } from './kit/axisTicks';
import { definePlot } from './kit/definePlot';
import { join } from './kit/join';
import { setAttributes, svgElement } from './kit/svgElement';
import { plainMathText, setMathText, textWidth } from './mathText';
import type { PlotSize, PlotTable } from './plot';
import { applyHue, type SeriesHue } from './predictorStyle';
import { axisScale } from './axisScale';

export interface Bar {
  readonly key: string;
  readonly label: string;
  /** Positive; 0 or less has no bar, null has no value yet. */
  readonly value: number | null;
  readonly hue: SeriesHue;
}

export interface BarChartData {
  readonly title: string;
  readonly xTitle: string;
  readonly bars: readonly Bar[];
}

export type BarChartOptions = PlotSize;

const labelsBesideFrom = 440;

export const createBarChart = definePlot<BarChartData, BarChartOptions>({
  name: 'bars',
  build(plot) {
    const { frame } = plot;
    const bars = svgElement('g', {}, frame.marks);
    const names = svgElement('g', {}, frame.over);
    const layer = createGestureLayer(frame.root, { dimensions: 'x', onView: () => plot.redraw() });
    layer.node.setAttribute('role', 'group');
    return {
      draw() {
        const { data, options } = plot;
        const known = data.bars.map((bar) => bar.value ?? NaN);
        const { lowPositive, high } = finiteExtent([known]);
        // A decade below the smallest, so that every bar has a length.
        const domain = layer.view.visible('log', logDomain(lowPositive / 10, high, 18), 'x');
        const beside = options.width >= labelsBesideFrom;
        const labelWidth = Math.max(0, ...data.bars.map((bar) => textWidth(bar.label)));
        const valueText = (bar: Bar): string => formatNumber(bar.value ?? NaN);
        const valueWidth = Math.max(0, ...data.bars.map((bar) => textWidth(valueText(bar), 13)));
        const inner = frame.layout(options, {
          top: 4,
          right: valueWidth + 14,
          bottom: bottomMargin,
          left: beside ? Math.ceil(labelWidth) + 14 : 8,
        });
        const x = axisScale('log', domain, inner.width);
        frame.drawAxes(
          { scale: x, ticks: logTicks(domain, inner.width, 'power', 40), title: data.xTitle },
          null,
          inner,
        );
        layer.place(inner);
        layer.node.setAttribute('aria-label', data.title);
        const pitch = inner.height / Math.max(1, data.bars.length);
        const thickness = Math.max(2, Math.min(18, beside ? pitch * 0.6 : pitch - 22));
        const topOf = (index: number): number => index * pitch + (beside ? (pitch - thickness) / 2 : 19);
        const lengthOf = ({ value }: Bar): number =>
          value !== null && value > 0 ? clamp(x.position(value), 1, inner.width) : 0;
        join(
          bars,
          data.bars,
          (bar) => bar.key,
          () => svgElement('rect', { class: 'plot-solid', x: 0, rx: 2 }),
          (rect, bar, index) => {
            applyHue(rect, bar.hue);
            setAttributes(rect, { y: topOf(index), width: lengthOf(bar), height: thickness });
          },
        );
        join(
          names,
          data.bars,
          (bar) => bar.key,
          () => {
            const group = svgElement('g');
            svgElement('text', { class: 'plot-strong' }, group);
            svgElement('text', { class: 'plot-value' }, group);
            return group;
          },
          (group, bar, index) => {
            const [label, value] = group.children;
            const middle = topOf(index) + thickness / 2 + 4;
            setAttributes(
              label,
              beside
                ? { x: -10, y: middle, 'text-anchor': 'end' }
                : { x: 0, y: topOf(index) - 5, 'text-anchor': 'start' },
            );
            setMathText(label as SVGTextElement, bar.label);
            setAttributes(value, { x: lengthOf(bar) + 6, y: middle });
            setMathText(value as SVGTextElement, valueText(bar));
          },
        );
        frame.describe(summariseBarChart(data));
        frame.sayEmpty(data.bars.length === 0 ? 'Nothing measured yet.' : null);
      },
    };
  },
});

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

export function summariseBarChart(data: BarChartData): string {
  const parts = data.bars.map(
    (bar) =>
      `${plainMathText(bar.label)} ${bar.value === null || !Number.isFinite(bar.value) ? 'not known' : formatNumber(bar.value)}`,
  );
  return `${data.title}: ${parts.join('; ')}.`;
}

export function tabulateBarChart(data: BarChartData): PlotTable {
  return {
    caption: data.title,
    columns: ['name', plainMathText(data.xTitle)],
    rows: data.bars.map((bar) => [plainMathText(bar.label), bar.value]),
  };
}
