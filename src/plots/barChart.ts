/** Named magnitudes as horizontal bars on a log axis: the four discrepancies, the kernels' sizes by order. */
import { finiteExtent, logDomain } from './axisDomain';
import { logTicks } from './axisTicks';
import { formatNumber } from './formatNumber';
import { joinKeyed } from './joinKeyed';
import { plainMathText, setMathText, textWidth } from './mathText';
import { createPaintScheduler } from './paintScheduler';
import type { Plot, PlotSize, PlotTable } from './plot';
import { bottomMargin, createPlotFrame } from './plotFrame';
import { applyHue, type SeriesHue } from './predictorStyle';
import { setAttributes, svgElement } from './svgElement';
import { axisScale } from './timeScale';

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

export function createBarChart(container: HTMLElement): Plot<BarChartData, BarChartOptions> {
  const frame = createPlotFrame(container, 'bars');
  const bars = svgElement('g', {}, frame.over);
  let data: BarChartData = { title: '', xTitle: '', bars: [] };
  let options: BarChartOptions = { width: 300, height: 200 };

  const scheduler = createPaintScheduler(() => {
    const values = data.bars.map((bar) => bar.value ?? NaN);
    const { lowPositive, high } = finiteExtent([values]);
    // A decade below the smallest, so that every bar has a length.
    const domain = logDomain(lowPositive / 10, high, 18);
    const beside = options.width >= labelsBesideFrom;
    const labelWidth = Math.max(0, ...data.bars.map((bar) => textWidth(bar.label)));
    const valueWidth = Math.max(
      0,
      ...data.bars.map((bar) => textWidth(bar.value === null ? '–' : formatNumber(bar.value), 13)),
    );
    const inner = frame.layout(options, {
      top: 4,
      right: valueWidth + 14,
      bottom: bottomMargin,
      left: beside ? Math.ceil(labelWidth) + 14 : 8,
    });
    const x = axisScale('log', domain, inner.width);
    const ticks = logTicks(domain, inner.width, 'power', 40);
    frame.drawAxes(
      { position: (value) => x.position(value), ticks, title: data.xTitle },
      { position: () => 0, ticks: [], title: '' },
      inner,
    );
    const pitch = inner.height / Math.max(1, data.bars.length);
    const thickness = Math.min(18, beside ? pitch * 0.6 : pitch - 22);
    joinKeyed(
      bars,
      data.bars,
      (bar) => bar.key,
      () => {
        const group = svgElement('g');
        svgElement('rect', { class: 'plot-solid', rx: 2 }, group);
        svgElement('text', { class: 'plot-strong' }, group);
        svgElement('text', { class: 'plot-value' }, group);
        return group;
      },
      (group, bar, index) => {
        applyHue(group, bar.hue);
        const [rect, label, value] = [...group.children];
        const top = index * pitch + (beside ? (pitch - thickness) / 2 : 19);
        const length = bar.value !== null && bar.value > 0 ? Math.max(1, x.position(bar.value)) : 0;
        setAttributes(rect, { x: 0, y: top, width: length, height: Math.max(2, thickness) });
        setAttributes(
          label,
          beside
            ? { x: -10, y: top + thickness / 2 + 4, 'text-anchor': 'end' }
            : { x: 0, y: top - 5, 'text-anchor': 'start' },
        );
        setMathText(label as SVGTextElement, bar.label);
        setAttributes(value, { x: length + 6, y: top + thickness / 2 + 4 });
        setMathText(value as SVGTextElement, bar.value === null ? '–' : formatNumber(bar.value));
      },
    );
    frame.describe(summariseBarChart(data));
    frame.sayEmpty(data.bars.length === 0 ? 'Nothing measured yet.' : null);
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

export function summariseBarChart(data: BarChartData): string {
  const parts = data.bars.map(
    (bar) => `${plainMathText(bar.label)} ${bar.value === null ? 'not known' : formatNumber(bar.value)}`,
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
