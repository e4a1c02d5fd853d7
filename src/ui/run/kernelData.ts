/** What the kernel maps show of a run at one recorded time. */
import type { HeatMap } from '../../plots/heatMapGrid';
import { kernelDifference } from '../../plots/kernelHeatmaps';
import type { KernelHeatmapsData } from '../../plots/kernelHeatmaps';
import { predictorStyle } from '../../plots/predictorStyle';
import { predictors as records, truncationNames, type PredictorName } from '../../protocol/predictors';
import { row } from '../../state/predictorSeries';
import type { Run } from '../../state/runState';

/** The truncation of highest order that has a kernel at this time comes first; at p = 2 the kernel does not move. */
const movingKernels = truncationNames.filter((name) => records[name].order > 2).toReversed();

export function kernelData(
  run: Run,
  predictors: readonly PredictorName[],
  index: number,
): KernelHeatmapsData {
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
