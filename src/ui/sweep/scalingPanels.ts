import type { ScalingPlotData, ScalingSeries, SlopeGuide } from '../../plots/scalingPlot';
import { fields } from '../../protocol/fields';
import type { FieldName } from '../../protocol/fieldTypes';
import type { SweepRow } from '../../protocol/sweep';
import { quantitiesIn } from '../../protocol/sweepQuantities';
import type { QuantityPanel, SweepQuantity } from '../../protocol/quantities/quantity';
import { scalingAxis, seriesScaling, sweepSeries } from '../../protocol/sweepScaling';
import type { SweepSeries } from '../../protocol/sweepScaling';

export interface ScalingPanel {
  readonly title: string;
  /** How to read it: slopes with their standard errors come with the legend. */
  readonly reading: string;
  readonly data: ScalingPlotData;
}

/** One log–log panel for quantities that belong together, against the first numeric axis; none before there is one. */
export function scalingPanels(rows: readonly SweepRow[], axis: string | null): ScalingPanel[] {
  const by = axis ?? scalingAxis(rows);
  if (by === null) return [];
  const series = sweepSeries(rows, by);
  const { label, symbol } = fields[by as FieldName];
  const xTitle = symbol ? `${label.toLowerCase()} ${symbol.plain}` : label.toLowerCase();
  const byPanel = new Map<string, { panel: QuantityPanel; quantities: SweepQuantity[] }>();
  for (const quantity of quantitiesIn(rows)) {
    const { panel } = quantity;
    if (panel === null) continue;
    const known = byPanel.get(panel.title);
    if (known) known.quantities.push(quantity);
    else byPanel.set(panel.title, { panel, quantities: [quantity] });
  }
  return [...byPanel.values()].map(({ panel: { title, axis, unit }, quantities }) => {
    const drawn = quantities.flatMap((quantity, i) =>
      series.map((one, j) => plotSeries(quantity, one, i, quantities.length, j, series.length, isName(by))),
    );
    const guides = by === 'width' ? guidesOf(quantities) : [];
    const parts = ['Dots: runs', ...(isName(by) ? [] : ['line: fit through the medians']), 'band: quartiles'];
    if (guides.length > 0) parts.push('dotted: HY’s guides');
    if (drawn.some(({ groups }) => groups.some(({ survivors, count }) => survivors < count)))
      parts.push(
        '“1 of 8”: runs that did not diverge, the others count as +∞ and without a majority there is no median',
      );
    const yTitle = unit === '' ? axis : `${axis} (${unit})`;
    return { title, reading: parts.join('; '), data: { title, xTitle, yTitle, series: drawn, guides } };
  });
}

function plotSeries(
  quantity: SweepQuantity,
  one: SweepSeries,
  index: number,
  quantities: number,
  group: number,
  groups: number,
  unordered: boolean,
): ScalingSeries {
  const fixed = Object.entries(one.fixed).map(([field, value]) => `${short(field)} = ${String(value)}`);
  const place = (index * groups + group) / Math.max(1, quantities * groups - 1);
  const { groups: medians, overMedians } = seriesScaling(one, quantity.name);
  return {
    key: `${quantity.name} ${JSON.stringify(one.fixed)}`,
    label: [quantity.label, ...fixed].join(', '),
    hue: groups === 1 ? (quantity.hue ?? place) : place,
    x: Float64Array.from(one.x),
    y: Float64Array.from(one.rows, ({ values }) => values[quantity.name] ?? NaN),
    groups: medians,
    fit: unordered ? null : overMedians,
  };
}

/** Seeds tell draws apart; nothing is a power of them. */
function isName(field: string): boolean {
  return field === 'seed' || field === 'dataSeed';
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
