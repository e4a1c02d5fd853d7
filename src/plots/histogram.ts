/** How many values fall into each interval. */
import { exactDomain, finiteExtent, linearDomain, type Domain } from './axisDomain';
import { formatInteger, formatNumber } from './formatNumber';
import { createGestureLayer } from './interact/gestureLayer';
import { createWalk } from './interact/walk';
import { integerTicks, linearTicks, logTicks } from './kit/axisTicks';
import { createCellReadout } from './kit/cellReadout';
import { createChart, type Chart } from './kit/chart';
import { definePlot } from './kit/definePlot';
import { join } from './kit/join';
import { setAttributes, svgElement } from './kit/svgElement';
import { plainMathText } from './mathText';
import type { PlotSize, PlotTable } from './plot';
import { applyHue, type SeriesHue } from './predictorStyle';
import type { ScaleKind } from './axisScale';

export interface HistogramData {
  readonly title: string;
  readonly xTitle: string;
  /** Ascending, [bins + 1]; positive on a log axis. */
  readonly edges: Float64Array;
  /** [bins]. */
  readonly counts: ArrayLike<number>;
  readonly xScale: ScaleKind;
  readonly hue: SeriesHue;
}

export type HistogramOptions = PlotSize;

/** Bins of equal width (on the scale) around all finite values; log bins hold magnitudes and leave zeros out. */
export function binValues(
  values: ArrayLike<number>,
  bins: number,
  kind: ScaleKind,
): { readonly edges: Float64Array; readonly counts: Float64Array } {
  const on = (value: number): number => (kind === 'log' ? Math.log10(Math.abs(value)) : value);
  const placed = Array.from(values, on).filter(Number.isFinite);
  // Not Math.min(...): a kernel of 256 points has more entries than a call may have arguments.
  let { low, high } = finiteExtent([placed]);
  if (placed.length === 0) [low, high] = [0, 1];
  if (!(high - low > 1e-9 * Math.max(Math.abs(low), Math.abs(high)) && high - low < Infinity))
    [low, high] = [...(kind === 'log' ? ([low - 0.5, high + 0.5] as const) : linearDomain(low, high))];
  const counts = new Float64Array(bins);
  for (const at of placed) counts[Math.min(bins - 1, Math.floor(((at - low) / (high - low)) * bins))]++;
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => {
    const edge = low + ((high - low) * i) / bins;
    return kind === 'log' ? 10 ** edge : edge;
  });
  return { edges, counts };
}

export const createHistogram = definePlot<HistogramData, HistogramOptions>({
  name: 'histogram',
  build(plot) {
    const { frame } = plot;
    const bars = svgElement('g', {}, frame.marks);
    const layer = createGestureLayer(frame.root, {
      dimensions: 'x',
      onView: () => plot.redraw(),
      onHover: (at) => walk.hover(at),
    });
    layer.node.setAttribute('role', 'group');
    const middles = (): number[] =>
      Array.from(plot.data.counts, (_, i) => {
        const { edges } = plot.data;
        return chart === null ? 0 : (chart.x.position(edges[i]) + chart.x.position(edges[i + 1])) / 2;
      });
    const say = (i: number): string => {
      const { edges, counts } = plot.data;
      return `${formatNumber(edges[i])} to ${formatNumber(edges[i + 1])}: ${formatInteger(counts[i])}`;
    };
    const walk = createWalk(frame.root, layer, { places: middles, say, onChange: () => plot.repaint() });
    const layout = createChart(frame, layer);
    const readout = createCellReadout(frame.root);
    let chart: Chart | null = null;
    return {
      draw() {
        const { data, options } = plot;
        const { edges, xScale } = data;
        const counts = Array.from(data.counts, (count) => (count > 0 && count < Infinity ? count : 0));
        const highest = Math.max(1, ...counts);
        chart = layout({
          size: options,
          x: {
            title: data.xTitle,
            kind: xScale,
            domain: edgeDomain(edges, xScale),
            ticks: (scale, pixels) =>
              xScale === 'log'
                ? logTicks(scale.domain, pixels, 'power', 44)
                : linearTicks(scale.domain, pixels, 60),
          },
          y: () => ({
            title: 'count',
            kind: 'linear',
            domain: [0, highest * 1.05],
            ticks: (scale, pixels) =>
              integerTicks(scale.domain, pixels).filter((tick) => tick.value !== 1 || highest < 8),
          }),
        });
        const { x, y, inner } = chart;
        applyHue(bars, data.hue);
        join(
          bars,
          counts,
          (_, i) => String(i),
          () => svgElement('rect', { class: 'plot-solid' }),
          (rect, count, i) => {
            const [from, to] = [x.position(edges[i]), x.position(edges[i + 1])];
            const top = y.position(count);
            setAttributes(rect, {
              x: from + 0.5,
              y: top,
              width: Math.max(0.5, to - from - 1),
              height: Math.max(0, inner.height - top),
            });
          },
        );
        layer.node.setAttribute('aria-label', data.title);
        frame.describe(summariseHistogram(data));
      },
      follow() {
        const { at } = walk;
        if (at === null || chart === null) return readout.hide();
        const { inner, y } = chart;
        const top = inner.top + Math.min(inner.height, Math.max(0, y.position(plot.data.counts[at])));
        readout.show(say(at), inner.left + middles()[at], top, 0, plot.options);
      },
    };
  },
});

/** From the first edge to the last, widened where they coincide or cannot stand on the axis. */
function edgeDomain(edges: ArrayLike<number>, kind: ScaleKind): Domain {
  const { low, high, lowPositive } = finiteExtent([edges]);
  return exactDomain(kind, kind === 'log' ? lowPositive : low, high);
}

export function summariseHistogram({ title, edges, counts }: HistogramData): string {
  const list = Array.from(counts);
  const total = list.reduce((sum, count) => sum + count, 0);
  const fullest = list.indexOf(Math.max(...list));
  return `${title}: ${formatInteger(total)} values from ${formatNumber(edges[0])} to ${formatNumber(edges[edges.length - 1])}; most between ${formatNumber(edges[fullest])} and ${formatNumber(edges[fullest + 1])}.`;
}

export function tabulateHistogram(data: HistogramData): PlotTable {
  return {
    caption: `${data.title}: ${plainMathText(data.xTitle)}`,
    columns: ['from', 'to', 'count'],
    rows: Array.from(data.counts, (count, i) => [data.edges[i], data.edges[i + 1], count]),
  };
}
