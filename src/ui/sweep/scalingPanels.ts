import type { ScalingPlotData, ScalingSeries, SlopeGuide } from '../../plots/scalingPlot';
import type { SeriesHue } from '../../plots/predictorStyle';
import { fields } from '../../protocol/fields';
import { predictors, truncationNames } from '../../protocol/predictors';
import type { FieldName } from '../../protocol/fieldTypes';
import type { SweepRow } from '../../protocol/sweep';
import { quantitiesIn } from '../../protocol/sweepQuantities';
import type { SweepQuantity } from '../../protocol/sweepQuantities';
import { scalingAxis, seriesScaling, sweepSeries } from '../../protocol/sweepScaling';
import type { SweepSeries } from '../../protocol/sweepScaling';

export interface ScalingPanel {
  readonly title: string;
  /** How to read it: slopes with their standard errors come with the legend. */
  readonly reading: string;
  readonly data: ScalingPlotData;
}

/** Truncations have the hue of their predictor everywhere. */
const truncationHues: Readonly<Record<string, SeriesHue>> = Object.fromEntries(
  truncationNames.map((name) => [`p${predictors[name].order}`, name]),
);

/** What is measured, where a panel's title is not it. */
const verticalTitles: Readonly<Record<string, string>> = {
  'Hierarchy kernels': 'largest entry',
  'Kernel drift': 'relative, at t = T',
  'Truncation error': 'largest RMS error',
  'Truncation error at probe points': 'largest RMS error',
  'Predicted kernel, error': 'largest relative error',
};

/** One log–log panel for quantities that belong together, against the first numeric axis; none before there is one. */
export function scalingPanels(rows: readonly SweepRow[], axis: string | null): ScalingPanel[] {
  const by = axis ?? scalingAxis(rows);
  if (by === null) return [];
  const series = sweepSeries(rows, by);
  const { label, symbol } = fields[by as FieldName];
  const xTitle = symbol ? `${label.toLowerCase()} ${symbol.plain}` : label.toLowerCase();
  const byPanel = new Map<string, SweepQuantity[]>();
  for (const quantity of quantitiesIn(rows)) {
    if (quantity.panel === null) continue;
    const panel = byPanel.get(quantity.panel);
    if (panel) panel.push(quantity);
    else byPanel.set(quantity.panel, [quantity]);
  }
  return [...byPanel].map(([title, quantities]) => ({
    title,
    reading:
      by === 'width' && quantities.some(({ guide }) => guide)
        ? 'Dots: runs; line: fit through the medians; band: quartiles; dotted: HY’s guides'
        : 'Dots: runs; line: fit through the medians; band: quartiles',
    data: {
      title,
      xTitle,
      yTitle: verticalTitles[title] ?? title.toLowerCase(),
      series: quantities.flatMap((quantity, i) =>
        series.map((one, j) => plotSeries(quantity, one, i, quantities.length, j, series.length)),
      ),
      guides: by === 'width' ? guidesOf(quantities) : [],
    },
  }));
}

function plotSeries(
  quantity: SweepQuantity,
  one: SweepSeries,
  index: number,
  quantities: number,
  group: number,
  groups: number,
): ScalingSeries {
  const fixed = Object.entries(one.fixed).map(([field, value]) => `${short(field)} = ${String(value)}`);
  const place = (index * groups + group) / Math.max(1, quantities * groups - 1);
  const { overMedians } = seriesScaling(one, quantity.name);
  return {
    key: `${quantity.name} ${JSON.stringify(one.fixed)}`,
    label: [quantity.label, ...fixed].join(', '),
    hue: groups === 1 ? (truncationHues[quantity.name.split('.')[1]] ?? place) : place,
    x: Float64Array.from(one.x),
    y: Float64Array.from(one.rows, ({ values }) => values[quantity.name] ?? NaN),
    fit: overMedians,
  };
}

function short(field: string): string {
  const known = fields[field as FieldName];
  return known.symbol?.plain ?? known.label.toLowerCase();
}

function guidesOf(quantities: readonly SweepQuantity[]): SlopeGuide[] {
  const seen = new Map<string, SlopeGuide>();
  for (const { guide } of quantities)
    if (guide) seen.set(guide.label, { key: guide.label, label: guide.label, slope: guide.slope });
  return [...seen.values()];
}
