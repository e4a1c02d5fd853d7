import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createFunctionPlot } from '../../plots/functionPlot';
import type { FunctionPlotHandlers } from '../../plots/functionPlot';
import { tabulateFunctionPlot } from '../../plots/functionPlotText';
import { formatTime } from '../../plots/formatNumber';
import { probesAreTraining } from '../../protocol/probesAreTraining';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { selectPoint } from '../../state/linkStore';
import { lastOf } from '../../state/lastOf';
import type { Run } from '../../state/runState';
import type { RunStores } from '../../state/runStores';
import { pointWith, withPoint, withoutPoint } from '../controls/editPoints';
import { PlotCard } from '../cards/PlotCard';
import { functionData } from './functionData';
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

/** Errors on points that were trained on say nothing of others. */
const noProbes = 'the training points, for the data have no probe rows';

const axisWords = {
  angle: 'f(x(γ)) on the circle',
  line: 'f(x) on the line',
  index: 'probe points: on the diagonal a theory agrees with the network',
} as const;

const live = ({ playback }: RunStores): { readonly time: number } => ({ time: playback.getState().time });

function Reading({ run }: { readonly run: Run }) {
  const time = usePlayback((s) => s.time);
  const centred = useStore(experimentStore, (s) => s.spec.centred);
  const { kind } = run.header.axis;
  const words = probesAreTraining(run.header)
    ? `${noProbes}: on the diagonal a theory agrees with the network`
    : axisWords[kind];
  const where = `${words}${kind === 'index' ? ',' : ' at'} t = ${formatTime(time)}`;
  if (kind === 'index') return where;
  if (centred) return `${where}; all start at f = 0 (centred)`;
  return run.series.ntk?.probeVariance ? `${where}; the band is ±2 sd over initialisations` : where;
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
