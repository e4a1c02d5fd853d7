/**
 * Many runs of one quantity: the median with the band between its 10 % and 90 % quantiles, some of the runs as thin lines, and a
 * theory's own band behind. It is a line plot with those bands and one path for all of the runs.
 */
import { quantileOfSorted } from '../theory/statistics/quartiles';
import {
  createLinePlot,
  tabulateLinePlot,
  type LinePlotData,
  type LinePlotHandlers,
  type LinePlotOptions,
  type LineSeries,
} from './linePlot';
import type { Plot, PlotTable } from './plot';
import type { SeriesHue } from './predictorStyle';

export interface Runs {
  readonly key: string;
  readonly label: string;
  readonly hue: SeriesHue;
  /** Places, ascending [N]. */
  readonly x: Float64Array;
  /** Values of each run, [N] each; a run that has blown up is +∞ from there on, and counts as such. */
  readonly runs: readonly Float64Array[];
}

export interface TheoryBand {
  readonly key: string;
  readonly label: string;
  readonly hue: SeriesHue;
  readonly x: Float64Array;
  readonly low: Float64Array;
  readonly middle: Float64Array;
  readonly high: Float64Array;
}

export interface QuantileBandData {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly samples: readonly Runs[];
  readonly theory?: readonly TheoryBand[];
  readonly empty?: string;
}

/** The outer quantiles of the band. */
const [lower, upper] = [0.1, 0.9];
/** Single runs drawn beside the band: more are a tangle. */
const mostRuns = 24;

/**
 * Quantiles over runs at each place, [N] each. NaN (not measured) is left out, ±∞ counts as larger or smaller than any number, so that a
 * median over diverged runs is not that of the survivors. R's type 7; NaN where nothing was measured.
 */
export function runQuantiles(runs: readonly ArrayLike<number>[], count: number, share: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    const values = Float64Array.from(runs, (run) => run[i] ?? NaN)
      .filter((value) => !Number.isNaN(value))
      .sort();
    if (values.length === 0) return NaN;
    const position = share * (values.length - 1);
    const [below, above] = [values[Math.floor(position)], values[Math.ceil(position)]];
    // Between two equal infinities there is nothing to interpolate.
    return below === above || below === -Infinity ? below : quantileOfSorted(values, share);
  });
}

function toLines({ title, xTitle, yTitle, samples, theory = [], empty }: QuantileBandData): LinePlotData {
  const behind = theory.map(({ key, label, hue, x, low, middle, high }): LineSeries => ({
    key,
    label,
    hue,
    x,
    y: middle,
    band: { low, high },
  }));
  const measured = samples.map(({ key, label, hue, x, runs }): LineSeries => {
    const at = (share: number): Float64Array => runQuantiles(runs, x.length, share);
    return {
      key,
      label: `${label}, median of ${runs.length}`,
      hue,
      x,
      y: at(0.5),
      band: { low: at(lower), high: at(upper) },
      threads: runs.slice(0, mostRuns),
    };
  });
  return { title, xTitle, yTitle, series: [...behind, ...measured], empty };
}

export function createQuantileBand(
  container: HTMLElement,
  handlers: LinePlotHandlers = {},
): Plot<QuantileBandData, LinePlotOptions> {
  const plot = createLinePlot(container, handlers);
  let known: { from: QuantileBandData; lines: LinePlotData } | null = null;
  return {
    update(data, options) {
      if (known?.from !== data) known = { from: data, lines: toLines(data) };
      plot.update(known.lines, options);
    },
    destroy: () => plot.destroy(),
  };
}

/** One row per place and series: the median or the theory's middle, and the edges of the band. */
export function tabulateQuantileBand(data: QuantileBandData): PlotTable {
  return tabulateLinePlot(toLines(data));
}
