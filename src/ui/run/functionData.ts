/** What the function plot shows of a run at one moment. */
import type { FunctionCurve, FunctionPlotData } from '../../plots/functionPlot';
import { finiteExtent } from '../../plots/axisDomain';
import { predictorStyle } from '../../plots/predictorStyle';
import type { PredictorName } from '../../protocol/experimentSpec';
import { rowAt } from '../../state/predictorSeries';
import type { Run } from '../../state/runState';
import { studentThree } from '../../theory/statistics/studentThree';

export function functionData(
  run: Run,
  ghost: Run | null,
  predictors: readonly PredictorName[],
  time: number,
): FunctionPlotData {
  const waiting = predictors.filter((name) => !run.series[name]);
  return {
    axis: run.header.axis,
    targets: run.header.y,
    curves: curvesAt(run, predictors, time),
    ghosts: ghost && ghost.header.p === run.header.p ? curvesAt(ghost, waiting, time) : [],
    reference: run.header.axis.kind === 'index' ? networkOutputs(run, time) : null,
  };
}

/** Held-out points have no order of their own: the network's output gives them one. */
function networkOutputs(run: Run, time: number): FunctionPlotData['reference'] {
  const { nn } = run.series;
  const { p, times } = run.header;
  const values = nn && rowAt(nn.probe, p, times, nn.count, time);
  if (!nn || !values) return null;
  const { low, high } = finiteExtent([nn.probe]);
  return { label: 'network’s output f', values, extent: [low, high] };
}

function curvesAt(run: Run, predictors: readonly PredictorName[], time: number): FunctionCurve[] {
  const { p, times } = run.header;
  return predictors.flatMap((name) => {
    const series = run.series[name];
    const divergedAt = run.statuses[name]?.divergedAt;
    const at = (values: Float64Array | undefined): Float64Array | null =>
      series && values ? rowAt(values, p, times, series.count, time) : null;
    const values = at(series?.probe);
    if (!series || !values || (divergedAt != null && time >= divergedAt)) return [];
    const variance = at(series.probeVariance);
    const error = at(series.probeError);
    const spread = variance
      ? variance.map((v) => 2 * Math.sqrt(Math.max(0, v)))
      : error?.map((e) => (studentThree.ninetyFive / studentThree.oneSigma) * e);
    const visible = spread?.some((s) => s > 1e-9) ?? false;
    const what = variance ? '± 2 sd over initialisations' : '± its sampling error, 95 %';
    return [
      {
        predictor: name,
        values,
        spread: visible ? spread : null,
        spreadLabel: visible ? `${predictorStyle[name].label} ${what}` : undefined,
      },
    ];
  });
}
