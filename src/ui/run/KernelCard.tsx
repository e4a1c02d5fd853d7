import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { HeatMap } from '../../plots/heatMapGrid';
import { createKernelHeatmaps, tabulateKernelHeatmaps } from '../../plots/kernelHeatmaps';
import type { KernelHeatmapsData, KernelHeatmapsHandlers } from '../../plots/kernelHeatmaps';
import { formatTime } from '../../plots/formatNumber';
import { lazyNote } from '../../protocol/lazyKernels';
import { experimentStore } from '../../state/experimentStore';
import { markPoints } from '../../state/linkStore';
import { indexAt } from '../../state/recordedTime';
import { lastOf } from '../../state/lastOf';
import type { RunStores } from '../../state/runStores';
import { PlotCard } from '../cards/PlotCard';
import { MathText } from '../text/MathText';
import { kernelData } from './kernelData';
import { useLink, usePlayback, useRun } from './runContext';

/** K₀, K_t and Θ_∞ on one scale; their change, and what the best truncation on the page predicts for it. */
export function KernelCard() {
  const run = useRun((s) => s.run);
  const ghost = useRun((s) => s.ghost);
  const predictors = useStore(experimentStore, (s) => s.spec.predictors);
  const marked = useLink((s) => s.marked);
  const data = useMemo(() => {
    if (!run) return null;
    const at = lastOf((index: number) =>
      withGhost(kernelData(run, predictors, index), ghost && kernelData(ghost, predictors, index)),
    );
    return (time: number) => at(indexAt(run.header.times, time));
  }, [run, ghost, predictors]);
  const n = run?.header.n ?? 0;
  return (
    <PlotCard
      title="Tangent kernel"
      span={4}
      reading={
        <>
          <MathText
            text={`${n} × ${n} entries, ${lazyNote(run?.header.lazyFactor ?? 1)}; K_t at the recorded time `}
          />
          <RecordedTime />
        </>
      }
      shownTime={(time) => (run ? recorded(run.header.times, time) : time)}
      create={createKernelHeatmaps}
      handlers={handlers}
      data={data}
      live={live}
      options={{ time: 0, hovered: marked.length === 2 ? [marked[0], marked[1]] : null }}
      table={tabulateKernelHeatmaps}
    />
  );
}

/** The recorded time whose kernels are drawn. */
const live = ({ run, playback }: RunStores): { readonly time: number } => {
  const times = run.getState().run?.header.times;
  return { time: times ? recorded(times, playback.getState().time) : 0 };
};

function recorded(times: Float64Array, time: number): number {
  return times[indexAt(times, time)];
}

function RecordedTime() {
  const times = useRun((s) => s.run?.header.times);
  const text = usePlayback((s) => (times ? `t = ${formatTime(recorded(times, s.time))}` : ''));
  return <MathText text={text} />;
}

/** Until a kernel of this run is there, that of the run before stays on the screen. */
function withGhost(data: KernelHeatmapsData, ghost: KernelHeatmapsData | null): KernelHeatmapsData {
  if (!ghost || ghost.n !== data.n) return data;
  const fill = (maps: readonly HeatMap[], before: readonly HeatMap[]): HeatMap[] =>
    maps.map((map) => (map.values ? map : (before.find(({ key }) => key === map.key) ?? map)));
  return {
    ...data,
    kernels: fill(data.kernels, ghost.kernels),
    differences: fill(data.differences, ghost.differences),
  };
}

const handlers: KernelHeatmapsHandlers = {
  onHoverPair: (i, j) => markPoints(i === null || j === null ? null : [i, j]),
};
