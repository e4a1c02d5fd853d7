import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { HeatMap } from '../../plots/heatMapGrid';
import { createKernelHeatmaps, kernelDifference, tabulateKernelHeatmaps } from '../../plots/kernelHeatmaps';
import type { KernelHeatmapsData, KernelHeatmapsHandlers } from '../../plots/kernelHeatmaps';
import { predictorStyle } from '../../plots/predictorStyle';
import { predictors as records, truncationNames, type PredictorName } from '../../protocol/predictors';
import { lazyNote } from '../../protocol/lazyKernels';
import { experimentStore } from '../../state/experimentStore';
import { markPoints } from '../../state/linkStore';
import { indexAt } from '../../state/recordedTime';
import { lastOf } from '../../state/lastOf';
import { row } from '../../state/predictorSeries';
import type { Run } from '../../state/runState';
import type { RunStores } from '../../state/runStores';
import { PlotCard } from '../cards/PlotCard';
import { MathText } from '../text/MathText';
import { useLink, useRun } from './runContext';

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
        <MathText
          text={`${n} × ${n} training points, ${lazyNote(run?.header.lazyFactor ?? 1)}; one colour scale per row`}
        />
      }
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
  const { time } = playback.getState();
  return { time: times ? times[indexAt(times, time)] : 0 };
};

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

/** The truncation of highest order that has a kernel at this time comes first; at p = 2 the kernel does not move. */
const movingKernels = truncationNames.filter((name) => records[name].order > 2).toReversed();

function kernelData(run: Run, predictors: readonly PredictorName[], index: number): KernelHeatmapsData {
  const initial = kernelAt(run, 'nn', 0);
  const now = kernelAt(run, 'nn', index);
  const wantsLimit = predictors.includes('ntk');
  const limit = wantsLimit ? kernelAt(run, 'ntk', 0) : null;
  const change = kernelDifference(now, initial);
  const wanted = movingKernels.filter((name) => predictors.includes(name));
  const best = wanted.find((name) => kernelAt(run, name, index)) ?? wanted[0];
  const predicted = best ? kernelDifference(kernelAt(run, best, index), initial) : null;
  const missing = best && absent(run, best);
  const kernels: HeatMap[] = [
    { key: 'initial', label: 'cK_0', values: initial, reference: true },
    { key: 'now', label: 'cK_t', values: now, reference: true },
    { key: 'limit', label: 'Θ_∞', values: limit, missing: wantsLimit ? absent(run, 'ntk') : 'switch on NTK' },
  ];
  const differences: HeatMap[] = [{ key: 'change', label: 'cK_t − cK_0', values: change, reference: true }];
  if (best) {
    differences.push({ key: 'predicted', label: predictorStyle[best].label, values: predicted, missing });
    differences.push({
      key: 'rest',
      label: 'difference',
      values: kernelDifference(change, predicted),
      missing,
    });
  } else if (wantsLimit) {
    differences.push({
      key: 'gap',
      label: 'cK_t − Θ_∞',
      values: kernelDifference(now, limit),
      missing: absent(run, 'ntk'),
    });
  }
  return { n: run.header.n, kernels, differences };
}

/** Why a predictor has no kernel to show: it is on its way, blew up, or is not kept at this size. */
function absent(run: Run, name: PredictorName): string {
  const state = run.statuses[name]?.state;
  if (state === 'diverged') return '×';
  return state === 'done' ? 'not kept' : state === 'refused' ? 'refused' : '…';
}

/**
 * A predictor's lazy kernel (m/α²) K at a recorded time. The infinite network's Θ_∞ has no factor of its own: under lazy
 * time its α²/m cancels (MATH §4).
 */
function kernelAt(run: Run, name: PredictorName, index: number): Float64Array | null {
  const series = run.series[name];
  if (!series?.kernel || series.count === 0) return null;
  const { n, lazyFactor } = run.header;
  const i = name === 'ntk' ? Math.min(index, series.count - 1) : index;
  if (i >= series.count) return null;
  return row(series.kernel, n * n, i).map((k) => k * lazyFactor);
}
