import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { HeatMap } from '../../plots/heatMapGrid';
import { createKernelHeatmaps, tabulateKernelHeatmaps } from '../../plots/kernelHeatmaps';
import type { KernelHeatmapsData, KernelHeatmapsHandlers } from '../../plots/kernelHeatmaps';
import { formatTime } from '../../plots/formatNumber';
import { experimentStore } from '../../state/experimentStore';
import { linkStore, markPoints } from '../../state/linkStore';
import { playbackStore } from '../../state/playbackStore';
import { indexAt } from '../../state/recordedTime';
import { runStore } from '../../state/runStore';
import { PlotCard } from '../cards/PlotCard';
import { MathText } from '../text/MathText';
import { kernelData } from './kernelData';

/** K₀, K_t and Θ_∞ on one scale; their change, and what the best truncation on the page predicts for it. */
export function KernelCard() {
  const run = useStore(runStore, (s) => s.run);
  const ghost = useStore(runStore, (s) => s.ghost);
  const predictors = useStore(experimentStore, (s) => s.spec.predictors);
  const marked = useStore(linkStore, (s) => s.marked);
  const index = useStore(playbackStore, (s) => (run ? indexAt(run.header.times, s.time) : 0));
  const data = useMemo(() => {
    if (!run) return null;
    return withGhost(kernelData(run, predictors, index), ghost && kernelData(ghost, predictors, index));
  }, [run, ghost, predictors, index]);
  const time = run ? run.header.times[index] : 0;
  const n = run?.header.n ?? 0;
  return (
    <PlotCard
      title="Tangent kernel"
      span={4}
      reading={
        <MathText
          text={`${n} × ${n} entries, one colour scale per row; K_t at the recorded time t = ${formatTime(time)}`}
        />
      }
      shownTime={time}
      create={createKernelHeatmaps}
      handlers={handlers}
      data={data}
      options={{ time, hovered: marked.length === 2 ? [marked[0], marked[1]] : null }}
      table={() => data && tabulateKernelHeatmaps(data)}
    />
  );
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
