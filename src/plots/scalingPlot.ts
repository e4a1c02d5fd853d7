/**
 * How quantities scale, log–log: one point per run, the median with its inter-quartile band, a fitted power law given with its standard
 * error, and guide lines with the slopes that a theorem states.
 */
import { area } from 'd3-shape';
import type { ScalingGroup } from '../theory/statistics/scaling';
import { finiteExtent, logDomain, type Domain } from './axisDomain';
import { logTicks } from './axisTicks';
import { formatNumber, formatTick, formatWithError } from './formatNumber';
import { joinKeyed } from './joinKeyed';
import { plainMathText, setMathText, textWidth } from './mathText';
import { createPaintScheduler } from './paintScheduler';
import type { Plot, PlotSize, PlotTable } from './plot';
import { bottomMargin, createPlotFrame, leftMargin, topMargin } from './plotFrame';
import { applyHue, applyStroke, type SeriesHue } from './predictorStyle';
import { drawLegend, legendRowHeight, placeLegend } from './seriesLegend';
import { setAttributes, svgElement } from './svgElement';
import { axisScale } from './timeScale';

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
}

export interface SlopeGuide {
  readonly key: string;
  /** e.g. "m⁻¹". */
  readonly label: string;
  readonly slope: number;
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

/** Powers of two as they are on a width axis, else decades: whatever the runs have. */
export function scalingTicks(
  domain: Domain,
  values: readonly number[],
  pixels: number,
): { value: number; label: string }[] {
  if (values.length === 0 || values.length > 12) return logTicks(domain, pixels, 'plain', 40);
  const span = Math.log(domain[1] / domain[0]);
  let last = -Infinity;
  return values.map((value) => {
    const at = (pixels * Math.log(value / domain[0])) / span;
    const label = formatTick(value);
    const fits = at - last >= 14 + textWidth(label);
    if (fits) last = at;
    return { value, label: fits ? label : '' };
  });
}

function legendLabel(one: ScalingSeries): string {
  return one.fit ? `${one.label}: slope ${formatWithError(one.fit.slope, one.fit.standardError)}` : one.label;
}

export function createScalingPlot(container: HTMLElement): Plot<ScalingPlotData, ScalingPlotOptions> {
  const frame = createPlotFrame(container, 'scaling');
  const guides = svgElement('g', {}, frame.marks);
  const bands = svgElement('g', {}, frame.marks);
  const seeds = svgElement('g', {}, frame.marks);
  const fits = svgElement('g', {}, frame.marks);
  const medians = svgElement('g', {}, frame.marks);
  const survivors = svgElement('g', { 'text-anchor': 'middle' }, frame.over);
  const guideLabels = svgElement('g', { 'text-anchor': 'start' }, frame.over);
  const legend = svgElement('g', { class: 'plot-legend' }, frame.margin);
  let data: ScalingPlotData = { title: '', xTitle: '', yTitle: '', series: [], guides: [] };
  let options: ScalingPlotOptions = { width: 300, height: 240 };
  let held: { x: Domain; y: Domain } | null = null;

  const scheduler = createPaintScheduler(() => {
    const { width, height } = options;
    const entries = data.series.map((one) => ({ key: one.key, label: legendLabel(one), hue: one.hue }));
    const reserved = textWidth(data.yTitle) + 24;
    const { rows } = placeLegend(
      entries.map((entry) => entry.label),
      width,
      reserved,
    );
    const top = topMargin + Math.max(0, rows - 1) * legendRowHeight;
    const xs = finiteExtent(data.series.map((one) => one.x));
    const ys = finiteExtent(data.series.map((one) => one.y));
    if (!options.holdAxes || held === null) {
      const reach = xs.high > xs.lowPositive ? 1.15 : 2;
      held = {
        x: xs.high > 0 ? [xs.lowPositive / reach, xs.high * reach] : [1, 10],
        y: logDomain(ys.lowPositive, ys.high, 14),
      };
    }
    const plotHeight = height - top - bottomMargin;
    const y = axisScale('log', held.y, plotHeight, true);
    const yTicks = logTicks(held.y, plotHeight, 'power');
    const guideRoom = Math.max(0, ...data.guides.map((guide) => textWidth(guide.label) + 8));
    const right = Math.max(12, guideRoom);
    const inner = frame.layout(options, { top, right, bottom: bottomMargin, left: leftMargin(yTicks) });
    const x = axisScale('log', held.x, inner.width);
    const grid = [...new Set(data.series.flatMap((one) => [...one.x]))].sort((a, b) => a - b);
    frame.drawAxes(
      {
        position: (value) => x.position(value),
        ticks: scalingTicks(held.x, grid, inner.width),
        title: data.xTitle,
      },
      { position: (value) => y.position(value), ticks: yTicks, title: data.yTitle },
      inner,
    );
    drawLegend(legend, entries, width, reserved);

    const summaries = data.series.map((one) => withMedian(one.groups));
    const create = (className: string) => () => svgElement('path', { class: className });
    const key = (one: ScalingSeries): string => one.key;
    joinKeyed(bands, data.series, key, create('plot-band'), (path, one, index) => {
      applyHue(path, one.hue);
      const shape = area<ScalingGroup>()
        .x((at) => x.position(at.x))
        .y0((at) => y.position(at.lower))
        .y1((at) => (at.upper < Infinity ? y.position(at.upper) : 0));
      path.setAttribute('d', shape(summaries[index]) ?? '');
    });
    joinKeyed(seeds, data.series, key, create('plot-seed'), (path, one) => {
      applyHue(path, one.hue);
      const dots = Array.from(one.x, (at, i) => {
        if (!(one.y[i] > 0) || !Number.isFinite(one.y[i])) return '';
        return `M${(x.position(at) - 2).toFixed(1)},${y.position(one.y[i]).toFixed(1)}a2,2 0 1,0 4,0a2,2 0 1,0 -4,0`;
      });
      path.setAttribute('d', dots.join(''));
    });
    joinKeyed(
      fits,
      data.series.filter((one) => one.fit),
      key,
      create('plot-line'),
      (path, one) => {
        applyStroke(path, one.hue, data.series.indexOf(one));
        const { slope, prefactor } = one.fit ?? { slope: 0, prefactor: 1 };
        const { lowPositive, high } = finiteExtent([one.x]);
        const at = (value: number): string =>
          `${x.position(value)},${y.position(prefactor * value ** slope)}`;
        path.setAttribute('d', lowPositive < high ? `M${at(lowPositive)}L${at(high)}` : '');
        path.setAttribute('data-label', legendLabel(one));
      },
    );
    joinKeyed(
      medians,
      data.series.flatMap((one, index) => summaries[index].map((at) => ({ one, at }))),
      ({ one, at }) => `${one.key}-${at.x}`,
      () => svgElement('circle', { class: 'plot-dot', r: 4 }),
      (dot, { one, at }) => {
        applyHue(dot, one.hue);
        setAttributes(dot, { cx: x.position(at.x), cy: y.position(at.median) });
      },
    );
    joinKeyed(
      survivors,
      survivorNotes(data.series),
      ({ x: at }) => String(at),
      () => svgElement('text', { class: 'plot-survivors', y: 10 }),
      (text, { x: at, note }) => {
        text.setAttribute('x', String(x.position(at)));
        text.textContent = note;
      },
    );
    drawGuides(x, y, summaries, inner.width, inner.height);
    frame.describe(summariseScalingPlot(data));
    frame.sayEmpty(data.series.length === 0 ? 'No runs yet: start the sweep.' : null);
  });

  /** Guides fan out from the first median of the first series, moved up a little so that they do not cover it. */
  const drawGuides = (
    x: ReturnType<typeof axisScale>,
    y: ReturnType<typeof axisScale>,
    summaries: readonly (readonly ScalingGroup[])[],
    width: number,
    height: number,
  ): void => {
    const anchor = summaries.find((summary) => summary.length > 0)?.[0];
    const shown = anchor === undefined ? [] : data.guides;
    const end = x.domain[1];
    const lines = shown.map((guide) => {
      const start = anchor ?? { x: 1, median: 1 };
      const from = y.position(start.median) - 8;
      const to = y.position(start.median * (end / start.x) ** guide.slope) - 8;
      return { guide, x1: x.position(start.x), y1: from, x2: width, y2: to };
    });
    joinKeyed(
      guides,
      lines,
      ({ guide }) => guide.key,
      () => svgElement('line', { class: 'plot-guide' }),
      (child, { x1, y1, x2, y2 }) => setAttributes(child, { x1, y1, x2, y2 }),
    );
    let last = -Infinity;
    const labels = lines
      .filter(({ y2 }) => y2 > -4 && y2 < height + 4)
      .sort((a, b) => a.y2 - b.y2)
      .map((one) => {
        last = Math.max(one.y2, last + 14);
        return { ...one, at: last };
      });
    joinKeyed(
      guideLabels,
      labels,
      ({ guide }) => guide.key,
      () => svgElement('text'),
      (text, { guide, at }) => {
        setAttributes(text, { x: width + 5, y: at + 4 });
        setMathText(text, guide.label);
      },
    );
  };

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

export function summariseScalingPlot(data: ScalingPlotData): string {
  const lines = data.series.map((one) => {
    const summary = withMedian(one.groups);
    const first = summary[0];
    const last = summary.at(-1);
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

/** Groups with a median that can be drawn: where most runs diverged it lies at +∞. */
function withMedian(groups: readonly ScalingGroup[]): readonly ScalingGroup[] {
  return groups.filter(({ median }) => median < Infinity);
}

/** "1 of 8" above every x at which runs of some series diverged: the fewest that survived. */
function survivorNotes(series: readonly ScalingSeries[]): { x: number; note: string }[] {
  const fewest = new Map<number, ScalingGroup>();
  for (const group of series.flatMap(({ groups }) => groups)) {
    const known = fewest.get(group.x);
    if (group.survivors < (known?.survivors ?? group.count)) fewest.set(group.x, group);
  }
  return [...fewest.values()].map(({ x, survivors, count }) => ({ x, note: `${survivors} of ${count}` }));
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
