/**
 * How quantities scale, log–log: one point per run, the median with its inter-quartile band, a fitted power law given with its standard
 * error, and guide lines with the slopes that a theorem states.
 */
import type { ScalingGroup } from '../theory/statistics/scaling';
import { exactDomain, finiteExtent, logDomain, type Domain } from './axisDomain';
import { formatNumber, formatTick, formatWithError } from './formatNumber';
import { createGestureLayer } from './interact/gestureLayer';
import { createWalk } from './interact/walk';
import { logTicks, type Tick } from './kit/axisTicks';
import { createChart, type Chart } from './kit/chart';
import { createCurveHover, type HoverValue } from './kit/curveHover';
import { bandPath, curvePath } from './kit/curvePath';
import { definePlot } from './kit/definePlot';
import { join } from './kit/join';
import { setAttributes, svgElement } from './kit/svgElement';
import { plainMathText, textWidth } from './mathText';
import type { PlotSize, PlotTable } from './plot';
import { applyHue, applyStroke, type SeriesHue } from './predictorStyle';
import { createSlopeGuides, guideMargin, type SlopeGuide } from './slopeGuides';

export type { SlopeGuide };

export interface PowerLawFit {
  /** log y = log prefactor + slope · log x. */
  readonly slope: number;
  readonly standardError: number;
  readonly prefactor: number;
}

export interface ScalingSeries {
  readonly key: string;
  readonly label: string;
  readonly hue: SeriesHue;
  /** One entry per run (seed): x and y, both [R], positive. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Medians over all runs at each x, those that diverged at +∞, and how many survived. */
  readonly groups: readonly ScalingGroup[];
  readonly fit?: PowerLawFit | null;
  /** Its medians are joined by lines: a curve that is no power law. */
  readonly joined?: boolean;
}

export interface ScalingPlotData {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly series: readonly ScalingSeries[];
  readonly guides: readonly SlopeGuide[];
}

export interface ScalingPlotOptions extends PlotSize {
  readonly holdAxes?: boolean;
}

/** The values that the runs have, where they are few, as powers of two on a width axis; else decades. */
export function scalingTicks(domain: Domain, values: readonly number[], pixels: number): Tick[] {
  const shown = values.filter((value) => value >= domain[0] && value <= domain[1]);
  if (shown.length < 2 || shown.length > 12) return logTicks(domain, pixels, 'plain', 40);
  const span = Math.log(domain[1] / domain[0]);
  let last = -Infinity;
  return shown.map((value) => {
    const at = (pixels * Math.log(value / domain[0])) / span;
    // Widths and depths are whole and said in full; a measured place is said to what can be read.
    const label = formatTick(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
    const fits = at - last >= 14 + textWidth(label);
    if (fits) last = at;
    return { value, label: fits ? label : '' };
  });
}

function legendLabel(one: ScalingSeries): string {
  return one.fit ? `${one.label}: slope ${formatWithError(one.fit.slope, one.fit.standardError)}` : one.label;
}

export const createScalingPlot = definePlot<ScalingPlotData, ScalingPlotOptions>({
  name: 'scaling',
  build(plot) {
    const { frame } = plot;
    const guides = createSlopeGuides(frame);
    const bands = svgElement('g', {}, frame.marks);
    const seeds = svgElement('g', {}, frame.marks);
    const fits = svgElement('g', {}, frame.marks);
    const medians = svgElement('g', {}, frame.marks);
    const notes = svgElement('g', { 'text-anchor': 'start' }, frame.marks);
    const layer = createGestureLayer(frame.root, {
      dimensions: 'xy',
      onView: () => plot.redraw(),
      onHover: (at) => walk.hover(at),
    });
    layer.node.setAttribute('role', 'group');
    const walk = createWalk(frame.root, layer, {
      places: () => grid.map((at) => chart?.x.position(at) ?? 0),
      say: (i) =>
        [
          formatTick(grid[i]),
          ...valuesAt(grid[i]).map((one) => `${one.label} ${formatNumber(one.value ?? NaN)}`),
        ].join('; '),
      onChange: () => plot.repaint(),
    });
    const layout = createChart(frame, layer);
    const hover = createCurveHover(frame);
    let chart: Chart | null = null;
    let held: { x: Domain; y: Domain } | null = null;
    /** The places that have runs, ascending, and each series' medians and quartiles there. */
    let grid: readonly number[] = [];
    let groups: readonly (readonly ScalingGroup[])[] = [];

    const valuesAt = (place: number): HoverValue[] =>
      plot.data.series.map(({ key, label, hue }, i) => {
        const value = groups[i].find((group) => group.x === place)?.median ?? NaN;
        return { key, label, hue, value: value > 0 && value < Infinity ? value : null };
      });

    const drawSeries = ({ x, y }: Chart): void => {
      const { series } = plot.data;
      const create = (className: string) => () => svgElement('path', { class: className });
      const key = (one: ScalingSeries): string => one.key;
      join(bands, series, key, create('plot-band'), (path, one, index) => {
        applyHue(path, one.hue);
        const at = groups[index];
        const lows = at.map((group) => group.lower);
        const highs = at.map((group) => group.upper);
        const places = at.map((group) => group.x);
        path.setAttribute('d', bandPath(places, lows, highs, x, y));
      });
      join(seeds, series, key, create('plot-seed'), (path, one) => {
        applyHue(path, one.hue);
        const dots = Array.from(one.x, (at, i) => {
          if (!(one.y[i] > 0 && one.y[i] < Infinity && at > 0 && at < Infinity)) return '';
          return `M${(x.position(at) - 2).toFixed(1)},${y.position(one.y[i]).toFixed(1)}a2,2 0 1,0 4,0a2,2 0 1,0 -4,0`;
        });
        path.setAttribute('d', dots.join(''));
      });
      join(
        fits,
        series.filter((one) => one.fit || one.joined),
        key,
        create('plot-line'),
        (path, one) => {
          applyStroke(path, one.hue, series.indexOf(one));
          path.setAttribute('data-label', legendLabel(one));
          if (!one.fit) {
            const at = groups[series.indexOf(one)];
            const places = at.map((group) => group.x);
            const medians = at.map(({ median }) => median);
            path.setAttribute('d', curvePath(places, medians, x, y));
            return;
          }
          const { slope, prefactor } = one.fit;
          const { lowPositive, high } = finiteExtent([one.x]);
          const ends = lowPositive < high ? [lowPositive, high] : [];
          const values = ends.map((end) => prefactor * end ** slope);
          path.setAttribute('d', curvePath(ends, values, x, y));
        },
      );
      const points = series.flatMap((one, index) =>
        groups[index].filter(({ median }) => median > 0 && median < Infinity).map((at) => ({ one, at })),
      );
      join(
        medians,
        points,
        ({ one, at }) => `${one.key} ${at.x}`,
        () => svgElement('circle', { class: 'plot-dot', r: 4 }),
        (dot, { one, at }) => {
          applyHue(dot, one.hue);
          setAttributes(dot, { cx: x.position(at.x), cy: y.position(at.median) });
        },
      );
      join(
        notes,
        points.filter(({ at }) => at.survivors < at.count),
        ({ one, at }) => `${one.key} ${at.x}`,
        () => svgElement('text', { class: 'plot-hued-text plot-halo' }),
        (text, { one, at }) => {
          applyHue(text, one.hue);
          setAttributes(text, { x: x.position(at.x) + 7, y: y.position(at.median) + 4 });
          text.textContent = `${at.survivors} of ${at.count}`;
        },
      );
    };

    return {
      draw() {
        const { data, options } = plot;
        const xs = finiteExtent(data.series.map((one) => one.x));
        const ys = finiteExtent(data.series.map((one) => one.y));
        if (!options.holdAxes || held === null) {
          const reach = xs.high > xs.lowPositive ? 1.15 : 2;
          held = {
            x: exactDomain('log', xs.lowPositive / reach, xs.high * reach),
            y: logDomain(ys.lowPositive, ys.high, 14),
          };
        }
        groups = data.series.map((one) => one.groups);
        grid = [...new Set(data.series.flatMap((one) => [...one.x]))]
          .filter((at) => at > 0 && at < Infinity)
          .sort((a, b) => a - b);
        const entries = data.series.map((one) => ({ key: one.key, label: legendLabel(one), hue: one.hue }));
        chart = layout({
          size: options,
          x: {
            title: data.xTitle,
            kind: 'log',
            domain: held.x,
            ticks: (scale, pixels) => scalingTicks(scale.domain, grid, pixels),
          },
          y: { title: data.yTitle, kind: 'log', domain: held.y },
          legend: entries,
          right: Math.max(12, guideMargin(data.guides)),
        });
        drawSeries(chart);
        const first = groups.find((group) => group.length > 0)?.[0];
        guides.draw(data.guides, first && first.median > 0 ? [first.x, first.median] : null, chart);
        layer.node.setAttribute('aria-label', data.title);
        frame.describe(summariseScalingPlot(data));
        frame.sayEmpty(data.series.length === 0 ? 'No runs yet: start the sweep.' : null);
      },
      follow() {
        const { at } = walk;
        if (chart === null || at === null) hover.hide();
        else hover.show(formatTick(grid[at]), grid[at], valuesAt(grid[at]), chart, plot.options);
      },
    };
  },
});

export function summariseScalingPlot(data: ScalingPlotData): string {
  const lines = data.series.map((one) => {
    const drawn = one.groups.filter(({ median }) => median < Infinity);
    const [first, last] = [drawn.at(0), drawn.at(-1)];
    const range =
      first && last
        ? `median ${formatNumber(first.median)} at ${formatTick(first.x)}, ${formatNumber(last.median)} at ${formatTick(last.x)}`
        : 'no runs yet';
    const fit = one.fit ? `, slope ${formatWithError(one.fit.slope, one.fit.standardError)}` : '';
    const lost = one.groups
      .filter(({ survivors, count }) => survivors < count)
      .map(({ x, survivors, count }) => `, ${survivors} of ${count} runs survive at ${formatTick(x)}`);
    return `${plainMathText(one.label)}: ${range}${fit}${lost.join('')}`;
  });
  return `${data.title}: ${plainMathText(data.yTitle)} against ${plainMathText(data.xTitle)}, both logarithmic. ${lines.join('; ')}.`;
}

/** One row per run. */
export function tabulateScalingPlot(data: ScalingPlotData): PlotTable {
  const rows = data.series.flatMap((one) =>
    Array.from(one.x, (x, i) => [plainMathText(one.label), x, Number.isFinite(one.y[i]) ? one.y[i] : null]),
  );
  return {
    caption: data.title,
    columns: ['series', plainMathText(data.xTitle), plainMathText(data.yTitle)],
    rows,
  };
}
