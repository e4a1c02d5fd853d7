/** Eigenvalues of K/n against their index, descending, log scale: the kernel now, at the start, and at infinite width (MATH §3–4). */
import { line } from 'd3-shape';
import { finiteExtent, logDomain } from './axisDomain';
import { integerTicks, logTicks } from './axisTicks';
import { formatNumber, formatTime } from './formatNumber';
import { joinKeyed } from './joinKeyed';
import { plainMathText, textWidth } from './mathText';
import { createPaintScheduler } from './paintScheduler';
import type { Plot, PlotSize, PlotTable } from './plot';
import { bottomMargin, createPlotFrame, leftMargin, topMargin } from './plotFrame';
import { applyHue, applyStroke, type SeriesHue } from './predictorStyle';
import { drawLegend, legendRowHeight, placeLegend } from './seriesLegend';
import { setAttributes, svgElement } from './svgElement';
import { axisScale } from './timeScale';

export interface Spectrum {
  readonly key: string;
  /** e.g. "K_t", "K₀", "Θ_∞". */
  readonly label: string;
  /** K₀ is the linearised network's kernel and has its hue, Θ_∞ that of the NTK. */
  readonly hue: SeriesHue;
  /** Descending, [n]. */
  readonly eigenvalues: Float64Array;
}

export interface SpectrumPlotData {
  readonly spectra: readonly Spectrum[];
}

export interface SpectrumPlotOptions extends PlotSize {
  readonly time: number;
  readonly holdAxes?: boolean;
}

/** Rounding leaves eigenvalues of a singular kernel near 10⁻¹⁶ of the largest: nothing below this many decades is drawn. */
const decadesShown = 12;
const yTitle = 'eigenvalue of K/n';

export function createSpectrumPlot(container: HTMLElement): Plot<SpectrumPlotData, SpectrumPlotOptions> {
  const frame = createPlotFrame(container, 'spectrum');
  const groups = svgElement('g', {}, frame.marks);
  const legend = svgElement('g', { class: 'plot-legend' }, frame.margin);
  let data: SpectrumPlotData = { spectra: [] };
  let options: SpectrumPlotOptions = { width: 300, height: 220, time: 0 };
  let held: readonly [number, number] | null = null;

  const scheduler = createPaintScheduler(() => {
    const { width, height } = options;
    const reserved = textWidth(yTitle) + 24;
    const { rows } = placeLegend(
      data.spectra.map((one) => one.label),
      width,
      reserved,
    );
    const top = topMargin + Math.max(0, rows - 1) * legendRowHeight;
    const { lowPositive, high } = finiteExtent(data.spectra.map((one) => one.eigenvalues));
    if (!options.holdAxes || held === null) held = logDomain(lowPositive, high, decadesShown);
    const plotHeight = height - top - bottomMargin;
    const y = axisScale('log', held, plotHeight, true);
    const yTicks = logTicks(held, plotHeight, 'power');
    const inner = frame.layout(options, { top, right: 12, bottom: bottomMargin, left: leftMargin(yTicks) });
    const n = Math.max(1, ...data.spectra.map((one) => one.eigenvalues.length));
    const indexDomain = [0.5, n + 0.5] as const;
    const x = axisScale('linear', indexDomain, inner.width);
    frame.drawAxes(
      {
        position: (value) => x.position(value),
        ticks: integerTicks(indexDomain, inner.width),
        title: 'index i',
      },
      { position: (value) => y.position(value), ticks: yTicks, title: yTitle },
      inner,
    );
    drawLegend(legend, data.spectra, width, reserved);
    const radius = n > 64 ? 1.5 : n > 24 ? 2.5 : 3.5;
    joinKeyed(
      groups,
      data.spectra,
      (one) => one.key,
      () => {
        const group = svgElement('g');
        svgElement('path', { class: 'plot-line' }, group);
        svgElement('g', {}, group);
        return group;
      },
      (group, one, index) => {
        applyHue(group, one.hue);
        const [path, dots] = [...group.children];
        applyStroke(path as SVGElement, one.hue, index);
        const visible = Array.from(one.eigenvalues, (value, i) => ({ value, i })).filter(
          ({ value }) => value > 0,
        );
        path.setAttribute(
          'd',
          line<{ value: number; i: number }>()
            .x(({ i }) => x.position(i + 1))
            .y(({ value }) => y.position(value))(visible) ?? '',
        );
        path.setAttribute('data-label', one.label);
        joinKeyed(
          dots,
          visible,
          ({ i }) => String(i),
          () => svgElement('circle', { class: 'plot-dot' }),
          (dot, { value, i }) =>
            setAttributes(dot, { cx: x.position(i + 1), cy: y.position(value), r: radius }),
        );
      },
    );
    frame.describe(summariseSpectrumPlot(data, options.time));
    frame.sayEmpty(data.spectra.length === 0 ? 'No kernel yet.' : null);
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

export function summariseSpectrumPlot(data: SpectrumPlotData, time: number): string {
  const ranges = data.spectra.map(({ label, eigenvalues }) => {
    const last = eigenvalues[eigenvalues.length - 1] ?? NaN;
    return `${plainMathText(label)} from ${formatNumber(eigenvalues[0] ?? NaN)} to ${formatNumber(last)}`;
  });
  return `Spectrum at t = ${formatTime(time)}: eigenvalues of the kernel divided by n. ${ranges.join('; ')}.`;
}

export function tabulateSpectrumPlot(data: SpectrumPlotData): PlotTable {
  const n = Math.max(0, ...data.spectra.map((one) => one.eigenvalues.length));
  const rows = Array.from({ length: n }, (_, i) => [
    i + 1,
    ...data.spectra.map((one) => one.eigenvalues[i] ?? null),
  ]);
  return {
    caption: 'Eigenvalues of K/n',
    columns: ['index', ...data.spectra.map((one) => plainMathText(one.label))],
    rows,
  };
}
