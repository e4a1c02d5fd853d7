/**
 * Curves y(x) on axes of either kind: correlation against depth, a phase's boundary, errors against width. Each may have a band; guides
 * are levels or places that a theory states. Where y may also be reached by several samples, see quantileBand.
 */
import { exactDomain, finiteExtent, linearDomain, logDomain, type Domain } from './axisDomain';
import { formatNumber, formatTick } from './formatNumber';
import { createGestureLayer } from './interact/gestureLayer';
import { createWalk } from './interact/walk';
import { createBars } from './kit/bars';
import { integerTicks } from './kit/axisTicks';
import { createChart, type Chart } from './kit/chart';
import { createCurveHover, type HoverValue } from './kit/curveHover';
import { bandPath, curvePath } from './kit/curvePath';
import { definePlot } from './kit/definePlot';
import { createGuides, type Guide } from './kit/guides';
import { join } from './kit/join';
import type { LegendEntry } from './kit/legend';
import { setAttributes, svgElement } from './kit/svgElement';
import { plainMathText } from './mathText';
import type { PlotSize, PlotTable } from './plot';
import { applyHue, applyStroke, type SeriesHue } from './predictorStyle';
import type { ScaleKind } from './axisScale';
import { valueAt } from './valueAt';

export interface LineSeries {
  readonly key: string;
  readonly label: string;
  readonly hue: SeriesHue;
  /** Places, ascending, and values, [N] each; what is not finite leaves a gap. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Lower and upper edge of its band, [N] each. */
  readonly band?: { readonly low: Float64Array; readonly high: Float64Array } | null;
  /** Single runs behind the curve, thin, [N] each. */
  readonly threads?: readonly Float64Array[];
  /** A dot at each place: for few measured values; `alone` where nothing lies between the places. */
  readonly dots?: boolean | 'alone';
  /** Bars from 0 to the values in place of a curve; `full` is the height of the frames that they fill. */
  readonly bars?: { readonly full: number | null };
}

/** Curves that move by themselves, within the axes that are there. */
export interface LineSamples {
  readonly hue: SeriesHue;
  readonly x: Float64Array;
  /** [N] each. */
  readonly runs: readonly Float64Array[];
}

export interface LinePlotData {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly series: readonly LineSeries[];
  readonly guides?: readonly Guide[];
  /** Axes as they are to be; else from the data. */
  readonly xDomain?: Domain;
  /** Places are counted: indices, layers, depths. */
  readonly xWhole?: boolean;
  readonly yDomain?: Domain;
  readonly empty?: string;
}

export interface LinePlotOptions extends PlotSize {
  readonly xScale: ScaleKind;
  readonly yScale: ScaleKind;
  readonly holdAxes?: boolean;
  /** Decades below the top that a log axis may show; 6 by default. */
  readonly decades?: number;
  /** A place on the horizontal axis that another plot points at. */
  readonly hoverX?: number | null;
  readonly samples?: LineSamples | null;
}

export interface LinePlotHandlers {
  onHoverX?(x: number | null): void;
}

/** The axis that holds values: as wide as they are where curves end at it, else rounded outward. */
export function lineDomain(
  arrays: readonly ArrayLike<number>[],
  kind: ScaleKind,
  rounded: boolean,
  decades?: number,
): Domain {
  const { low, high, lowPositive } = finiteExtent(arrays);
  if (!rounded) return exactDomain(kind, kind === 'log' ? lowPositive : low, high);
  return kind === 'log' ? logDomain(lowPositive, high, decades) : linearDomain(low, high);
}

export const createLinePlot = definePlot<LinePlotData, LinePlotOptions, LinePlotHandlers>({
  name: 'line',
  moving: ['hoverX', 'samples'],
  build(plot, handlers) {
    const { frame } = plot;
    const bands = svgElement('g', {}, frame.marks);
    const threads = svgElement('g', {}, frame.marks);
    const bars = createBars(frame);
    const guides = createGuides(frame);
    const curves = svgElement('g', {}, frame.marks);
    const samples = svgElement('path', { class: 'plot-line plot-sample' }, frame.marks);
    const dots = svgElement('g', {}, frame.marks);
    const layer = createGestureLayer(frame.root, {
      dimensions: 'xy',
      onView: () => plot.redraw(),
      onHover: (at) => walk.hover(at),
    });
    layer.node.setAttribute('role', 'group');
    const walk = createWalk(frame.root, layer, {
      places: () => places.map((place) => chart?.x.position(place) ?? 0),
      say: (i) =>
        [
          formatTick(places[i]),
          ...valuesAt(places[i]).map((v) => `${v.label} ${formatNumber(v.value ?? NaN)}`),
        ].join('; '),
      onChange: () => {
        handlers.onHoverX?.(walk.at === null ? null : places[walk.at]);
        plot.repaint();
      },
    });
    const layout = createChart(frame, layer);
    const hover = createCurveHover(frame);
    let chart: Chart | null = null;
    let held: { x: Domain; y: Domain; kinds: string } | null = null;
    let places: number[] = [];

    const valuesAt = (x: number): HoverValue[] =>
      plot.data.series.map((one) => ({
        key: one.key,
        label: plainMathText(one.label),
        hue: one.hue,
        value: valueAt(one.x, one.y, x),
      }));

    return {
      draw() {
        const { data, options } = plot;
        const { xScale, yScale } = options;
        const kinds = `${xScale} ${yScale}`;
        if (!(options.holdAxes && held?.kinds === kinds)) {
          const values = data.series.flatMap(({ y, band }) => (band ? [y, band.low, band.high] : [y]));
          const levels = (data.guides ?? []).flatMap((guide) => ('y' in guide ? [guide.y] : []));
          held = {
            x:
              data.xDomain ??
              lineDomain(
                data.series.map((one) => one.x),
                xScale,
                false,
              ),
            y: data.yDomain ?? lineDomain([...values, levels], yScale, true, options.decades),
            kinds,
          };
        }
        chart = layout({
          size: options,
          x: {
            title: data.xTitle,
            kind: xScale,
            domain: held.x,
            ...(data.xWhole && xScale === 'linear'
              ? { ticks: ({ domain }, pixels) => integerTicks(domain, pixels) }
              : {}),
          },
          y: { title: data.yTitle, kind: yScale, domain: held.y },
          legend: data.series.map((one) => ({ ...one, mark: markOf(one) })),
        });
        const { x, y } = chart;
        places = [...new Set(data.series.flatMap((one) => [...one.x]))]
          .filter((at) => Number.isFinite(at) && (xScale === 'linear' || at > 0))
          .sort((a, b) => a - b);
        join(
          bands,
          data.series.filter((one) => one.band),
          (one) => one.key,
          () => svgElement('path', { class: 'plot-band' }),
          (path, one) => {
            applyHue(path, one.hue);
            path.setAttribute('d', bandPath(one.x, one.band!.low, one.band!.high, x, y));
          },
        );
        join(
          threads,
          data.series.filter((one) => one.threads),
          (one) => one.key,
          () => svgElement('path', { class: 'plot-thread' }),
          (path, one) => {
            applyHue(path, one.hue);
            path.setAttribute('d', one.threads!.map((run) => curvePath(one.x, run, x, y)).join(''));
          },
        );
        bars.draw(
          data.series.flatMap((one) => (one.bars ? [{ ...one, full: one.bars.full }] : [])),
          chart,
        );
        join(
          curves,
          data.series.filter((one) => !one.bars && one.dots !== 'alone'),
          (one) => one.key,
          () => svgElement('path', { class: 'plot-line' }),
          (path, one) => {
            applyStroke(path, one.hue, data.series.indexOf(one));
            path.setAttribute('data-label', one.label);
            path.setAttribute('d', curvePath(one.x, one.y, x, y));
          },
        );
        const marked = data.series
          .filter((one) => one.dots)
          .flatMap((one) => Array.from(one.x, (at, i) => ({ one, at, value: one.y[i], i })))
          .filter(({ at, value }) => Number.isFinite(at) && Number.isFinite(value));
        join(
          dots,
          marked,
          ({ one, i }) => `${one.key} ${i}`,
          () => svgElement('circle', { class: 'plot-dot', r: 3 }),
          (dot, { one, at, value }) => {
            applyHue(dot, one.hue);
            setAttributes(dot, { cx: x.position(at), cy: y.position(value) });
          },
        );
        guides.draw(data.guides ?? [], chart);
        layer.node.setAttribute('aria-label', data.title);
        frame.describe(summariseLinePlot(data));
        frame.sayEmpty(data.series.length === 0 ? (data.empty ?? 'Nothing to draw yet.') : null);
      },
      follow() {
        const moving = plot.options.samples ?? null;
        if (chart !== null && moving !== null) applyHue(samples, moving.hue);
        samples.setAttribute(
          'd',
          moving?.runs.map((run) => (chart ? curvePath(moving.x, run, chart.x, chart.y) : '')).join('') ?? '',
        );
        const at = walk.at === null ? (plot.options.hoverX ?? null) : places[walk.at];
        if (chart === null || at === null) hover.hide();
        else hover.show(`${plot.data.xTitle} = ${formatTick(at)}`, at, valuesAt(at), chart, plot.options);
      },
    };
  },
});

function markOf({ bars, dots }: LineSeries): LegendEntry['mark'] {
  if (bars) return 'cell';
  if (dots === 'alone') return 'dots';
  return dots ? 'dotted' : 'line';
}

/** Text alternative: where each curve begins and ends, and its range. */
export function summariseLinePlot(data: LinePlotData): string {
  const head = `${data.title}: ${plainMathText(data.yTitle)} against ${plainMathText(data.xTitle)}.`;
  const parts = data.series.map(({ label, x, y }) => {
    const { low, high } = finiteExtent([y]);
    const places = finiteExtent([x]);
    if (!Number.isFinite(low)) return `${plainMathText(label)} has no finite value`;
    const where = `for ${formatTick(places.low)} to ${formatTick(places.high)}`;
    return `${plainMathText(label)} between ${formatNumber(low)} and ${formatNumber(high)} ${where}`;
  });
  return parts.length === 0 ? `${head} Nothing is drawn.` : `${head} ${parts.join('; ')}.`;
}

/** One row per place and series, with the band where there is one. */
export function tabulateLinePlot(data: LinePlotData): PlotTable {
  const finite = (value: number | undefined): number | null =>
    value !== undefined && Number.isFinite(value) ? value : null;
  const banded = data.series.some((one) => one.band);
  const columns = ['series', plainMathText(data.xTitle), plainMathText(data.yTitle)];
  return {
    caption: data.title,
    columns: banded ? [...columns, 'band, lower', 'band, upper'] : columns,
    rows: data.series.flatMap(({ label, x, y, band }) =>
      Array.from(x, (at, i) => [
        plainMathText(label),
        finite(at),
        finite(y[i]),
        ...(banded ? [finite(band?.low[i]), finite(band?.high[i])] : []),
      ]),
    ),
  };
}
