/**
 * The kernels of an analysis as the page shows them. Times are lazy, so what is drawn is c^{r−1} K⁽ʳ⁾ (c = m/α²): then
 * ∂_t(c^{r−1}K⁽ʳ⁾) = −(1/n) Σ c^r K⁽ʳ⁺¹⁾ g at every α, and magnitudes of different α can be compared. Files of the command line, the run's
 * JSON and sweeps hold K⁽ʳ⁾ without the factor; whatever carries it says so by `lazyName`.
 */
import { sumOfLayers } from '../theory/hierarchy/kernelEntries';
import type { HierarchyAnalysis } from './analysis';

export interface LazyKernel {
  readonly order: number;
  /** [n, …, n]. */
  readonly values: Float64Array;
}

/** Orders 2 … as far as computed; `excluded` layers are left out of orders 2 and 3. */
export function lazyKernels(analysis: HierarchyAnalysis, excluded: readonly number[]): LazyKernel[] {
  const { n, lazyFactor: c, k2Layers, k3Layers, k4, k5, layerNames } = analysis;
  const kept = layerNames.map((_, l) => l).filter((l) => !excluded.includes(l));
  const kernels = [
    { order: 2, values: sumOfLayers(k2Layers, n * n, kept) },
    { order: 3, values: sumOfLayers(k3Layers, n * n * n, kept) },
  ];
  if (k4) kernels.push({ order: 4, values: k4 });
  if (k5) kernels.push({ order: 5, values: k5 });
  return kernels.map(({ order, values }) => {
    let factor = c;
    for (let r = 2; r < order; r++) factor *= c;
    return { order, values: factor === 1 ? values : values.map((value) => factor * value) };
  });
}

/** "cK", "c^{2}K^{(3)}", …: a kernel with its lazy factor, in the notation of labels. */
export function lazyName(order: number): string {
  return order === 2 ? 'cK' : `c^{${order - 1}}K^{(${order})}`;
}

/** What c is here, for whoever compares with K⁽ʳ⁾ without it. */
export function lazyNote(c: number): string {
  return `c = ${Number(c.toPrecision(3))} (m/α^2 in lazy time)`;
}
