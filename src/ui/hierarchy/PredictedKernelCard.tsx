import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatTime } from '../../plots/formatNumber';
import type { HeatMap } from '../../plots/heatMapGrid';
import { createKernelHeatmaps, kernelDifference, tabulateKernelHeatmaps } from '../../plots/kernelHeatmaps';
import type { KernelHeatmapsData, KernelHeatmapsHandlers } from '../../plots/kernelHeatmaps';
import { predictorStyle } from '../../plots/predictorStyle';
import { truncationNames, type TruncationName } from '../../protocol/predictors';
import { experimentStore } from '../../state/experimentStore';
import { markPoints } from '../../state/linkStore';
import { row } from '../../state/predictorSeries';
import { indexAt } from '../../state/recordedTime';
import type { Run } from '../../state/runState';
import { PlotCard } from '../cards/PlotCard';
import { MathText } from '../text/MathText';
import { useLink, usePlayback, useRun } from '../run/runContext';

const handlers: KernelHeatmapsHandlers = {
  onHoverPair: (i, j) => markPoints(i === null || j === null ? null : [i, j]),
};

/** The true kernel at the playhead beside what every truncation predicts for it, and the differences. */
export function PredictedKernelCard() {
  const run = useRun((s) => s.run);
  const predictors = useStore(experimentStore, (s) => s.spec.predictors);
  const marked = useLink((s) => s.marked);
  const index = usePlayback((s) => (run ? indexAt(run.header.times, s.time) : 0));
  const data = useMemo<KernelHeatmapsData | null>(() => {
    if (!run) return null;
    const truth = kernelAt(run, 'nn', index);
    const predicted = truncationNames
      .filter((name) => predictors.includes(name))
      .map((name) => ({ name, values: kernelAt(run, name, index) }));
    const maps = (change: boolean): HeatMap[] =>
      predicted.map(({ name, values }) => ({
        key: name,
        label: predictorStyle[name].label,
        values: change ? kernelDifference(values, truth) : values,
        missing: 'no prediction here',
      }));
    return {
      n: run.header.n,
      kernels: [{ key: 'now', label: 'cK_t', values: truth }, ...maps(false)],
      differences: [{ key: 'truth', label: '', values: null, missing: 'difference:' }, ...maps(true)],
    };
  }, [run, predictors, index]);
  const time = run ? run.header.times[index] : 0;
  return (
    <PlotCard
      title="Predicted kernel"
      span={6}
      reading={
        <MathText
          text={`cK̃_t of each truncation at the recorded time t = ${formatTime(time)}, and c(K̃_t − K_t), c = m/α^2 in lazy time`}
        />
      }
      shownTime={() => time}
      create={createKernelHeatmaps}
      handlers={handlers}
      data={data}
      options={{ time, hovered: marked.length === 2 ? [marked[0], marked[1]] : null }}
      table={() => data && tabulateKernelHeatmaps(data)}
    />
  );
}

/** The lazy kernel of the network or a truncation at a recorded time; null where it says nothing. */
function kernelAt(run: Run, name: 'nn' | TruncationName, index: number): Float64Array | null {
  const series = run.series[name];
  const { n, lazyFactor } = run.header;
  if (!series?.kernel || index >= series.count) return null;
  const values = row(series.kernel, n * n, index);
  return Number.isFinite(values[0]) ? values.map((value) => lazyFactor * value) : null;
}
