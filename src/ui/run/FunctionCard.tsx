import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createFunctionPlot } from '../../plots/functionPlot';
import type { FunctionCurve, FunctionPlotData, FunctionPlotHandlers } from '../../plots/functionPlot';
import { tabulateFunctionPlot } from '../../plots/functionPlotText';
import { finiteExtent } from '../../plots/axisDomain';
import { formatTime } from '../../plots/formatNumber';
import { predictorStyle } from '../../plots/predictorStyle';
import type { PredictorName } from '../../protocol/experimentSpec';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { selectPoint } from '../../state/linkStore';
import { lastOf } from '../../state/lastOf';
import { rowAt } from '../../state/predictorSeries';
import type { Run } from '../../state/runState';
import type { RunStores } from '../../state/runStores';
import { pointWith, withPoint, withoutPoint } from '../controls/editPoints';
import { PlotCard } from '../cards/PlotCard';
import { useLink, usePlayback, useRun } from './runContext';

/** What every model computes at the playhead, with the data, which can be dragged. */
export function FunctionCard() {
  const run = useRun((s) => s.run);
  const ghost = useRun((s) => s.ghost);
  const predictors = useStore(experimentStore, (s) => s.spec.predictors);
  const dragging = useStore(experimentStore, (s) => s.dragging);
  const marked = useLink((s) => s.marked);
  const selected = useLink((s) => s.selected);
  const data = useMemo(
    () => (run ? lastOf((time: number) => functionData(run, ghost, predictors, time)) : null),
    [run, ghost, predictors],
  );
  return (
    <PlotCard
      title="Function"
      span={7}
      reading={run ? <Reading run={run} /> : 'The network and its theories as functions of the input'}
      create={createFunctionPlot}
      handlers={handlers}
      data={data}
      live={live}
      options={{
        time: 0,
        holdAxes: dragging,
        marked,
        selected,
        editable: run?.header.d !== undefined && run.header.d <= 2,
      }}
      table={tabulateFunctionPlot}
    />
  );
}

const axisWords = {
  angle: 'f(x(γ)) on the circle',
  line: 'f(x) on the line',
  index: 'held-out points: on the diagonal a theory agrees with the network',
} as const;

const live = ({ playback }: RunStores): { readonly time: number } => ({ time: playback.getState().time });

function Reading({ run }: { readonly run: Run }) {
  const time = usePlayback((s) => s.time);
  const centred = useStore(experimentStore, (s) => s.spec.centred);
  const { kind } = run.header.axis;
  const where = `${axisWords[kind]}${kind === 'index' ? ',' : ' at'} t = ${formatTime(time)}`;
  if (kind === 'index') return where;
  if (centred) return `${where}; all start at f = 0 (centred)`;
  return run.series.ntk?.probeVariance ? `${where}; the band is ±2 sd over initialisations` : where;
}

function functionData(
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
    const spread = variance ? variance.map((v) => 2 * Math.sqrt(Math.max(0, v))) : error?.map((e) => 2 * e);
    const visible = spread?.some((s) => s > 1e-9) ?? false;
    const what = variance ? '± 2 sd over initialisations' : '± 2 Monte-Carlo errors';
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

const handlers: FunctionPlotHandlers = {
  onPointMove: (index, x, y, phase) => {
    const points = pointWith(index, x, y);
    if (points) experimentHistory.edit({ dataset: 'points', points }, `point ${index}`);
    if (phase === 'end') experimentHistory.endGesture();
  },
  onPointAdd: (x, y) => {
    const points = withPoint(x, y);
    if (points) experimentHistory.edit({ dataset: 'points', points });
  },
  onPointRemove: (index) => {
    const points = withoutPoint(index);
    if (points) experimentHistory.edit({ dataset: 'points', points });
  },
  onPointSelect: selectPoint,
};
