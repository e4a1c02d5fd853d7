/** A function plot for those who do not see it: each model's range in a sentence, and the table of outputs. */
import { plural } from '../theory/plural';
import { finiteExtent } from './axisDomain';
import { formatNumber, formatTime } from './formatNumber';
import type { FunctionPlotData } from './functionAxes';
import type { PlotTable } from './plot';
import { predictorStyle } from './predictorStyle';

/** Text alternative: what is drawn, and each model's range and distance from the targets' places where it can be said. */
export function summariseFunctionPlot(data: FunctionPlotData, time: number): string {
  const { kind, probe, train } = data.axis;
  const place = kind === 'angle' ? 'angle on the circle' : kind === 'line' ? 'input' : 'probe point';
  const head = `Function at t = ${formatTime(time)} against ${place}: ${plural(train.length, 'training point')}, ${plural(probe.length, 'probe point')}.`;
  const ranges = data.curves.map(({ predictor, values }) => {
    const { low, high } = finiteExtent([values]);
    const { label } = predictorStyle[predictor];
    return Number.isFinite(low)
      ? `${label} between ${formatNumber(low)} and ${formatNumber(high)}`
      : `${label} has no finite value`;
  });
  return ranges.length === 0 ? head : `${head} ${ranges.join('; ')}.`;
}

/** One row per probe point: place, then each model's output and spread. */
export function tabulateFunctionPlot(data: FunctionPlotData): PlotTable {
  const place = { angle: 'angle (rad)', line: 'x', index: 'point' }[data.axis.kind];
  const columns = [place];
  if (data.reference) columns.push(data.reference.label);
  for (const curve of data.curves) {
    columns.push(predictorStyle[curve.predictor].label);
    if (curve.spread) columns.push(curve.spreadLabel ?? `${predictorStyle[curve.predictor].label}, spread`);
  }
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  const rows = Array.from(data.axis.probe, (coordinate, i) => [
    data.axis.kind === 'index' ? i + 1 : coordinate,
    ...(data.reference ? [finite(data.reference.values[i])] : []),
    ...data.curves.flatMap((curve) =>
      curve.spread ? [finite(curve.values[i]), finite(curve.spread[i])] : [finite(curve.values[i])],
    ),
  ]);
  return { caption: 'Outputs on the probe points', columns, rows };
}
