/** How many values fall into each interval. */
import { integerTicks, linearTicks, logTicks } from './axisTicks';
import { formatInteger, formatNumber } from './formatNumber';
import { joinKeyed } from './joinKeyed';
import { plainMathText } from './mathText';
import { createPaintScheduler } from './paintScheduler';
import type { Plot, PlotSize, PlotTable } from './plot';
import { bottomMargin, createPlotFrame, leftMargin, topMargin } from './plotFrame';
import { applyHue, type SeriesHue } from './predictorStyle';
import { setAttributes, svgElement } from './svgElement';
import { axisScale, type ScaleKind } from './timeScale';

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
  let [low, high] = [Math.min(...placed), Math.max(...placed)];
  if (placed.length === 0) [low, high] = [0, 1];
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const counts = new Float64Array(bins);
  for (const at of placed) counts[Math.min(bins - 1, Math.floor(((at - low) / (high - low)) * bins))]++;
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => {
    const edge = low + ((high - low) * i) / bins;
    return kind === 'log' ? 10 ** edge : edge;
  });
  return { edges, counts };
}

export function createHistogram(container: HTMLElement): Plot<HistogramData, HistogramOptions> {
  const frame = createPlotFrame(container, 'histogram');
  const bars = svgElement('g', {}, frame.marks);
  let data: HistogramData | null = null;
  let options: HistogramOptions = { width: 300, height: 200 };

  const scheduler = createPaintScheduler(() => {
    if (data === null) return;
    const { edges, counts, xScale } = data;
    const highest = Math.max(1, ...Array.from(counts));
    const countDomain = [0, highest * 1.05] as const;
    const plotHeight = options.height - topMargin - bottomMargin;
    const y = axisScale('linear', countDomain, plotHeight, true);
    const yTicks = integerTicks(countDomain, plotHeight).filter((tick) => tick.value !== 1 || highest < 8);
    const inner = frame.layout(options, {
      top: topMargin,
      right: 12,
      bottom: bottomMargin,
      left: leftMargin(yTicks),
    });
    const domain = [edges[0], edges[edges.length - 1]] as const;
    const x = axisScale(xScale, domain, inner.width);
    const xTicks =
      xScale === 'log' ? logTicks(domain, inner.width, 'power', 44) : linearTicks(domain, inner.width, 60);
    frame.drawAxes(
      { position: (value) => x.position(value), ticks: xTicks, title: data.xTitle },
      { position: (value) => y.position(value), ticks: yTicks, title: 'count' },
      inner,
    );
    applyHue(bars, data.hue);
    joinKeyed(
      bars,
      Array.from(counts),
      (_, i) => String(i),
      () => svgElement('rect', { class: 'plot-solid' }),
      (rect, count, i) => {
        const [from, to] = [x.position(edges[i]), x.position(edges[i + 1])];
        const top = y.position(count);
        setAttributes(rect, {
          x: from + 0.5,
          y: top,
          width: Math.max(1, to - from - 1),
          height: Math.max(0, inner.height - top),
        });
      },
    );
    frame.describe(summariseHistogram(data));
  });
  return {
    update(nextData, nextOptions) {
      data = nextData;
      options = nextOptions;
      scheduler.request();
    },
    destroy() {
      scheduler.cancel();
      frame.destroy();
    },
  };
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
