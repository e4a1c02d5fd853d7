/**
 * The kernels of an analysis as the page shows them. Times are lazy, so K⁽ʳ⁾ is drawn as c^{r−1} K⁽ʳ⁾ (c = m/α²): then
 * ∂_t K⁽ʳ⁾ = −(1/n) Σ K⁽ʳ⁺¹⁾ g at every α, and magnitudes of different α can be compared.
 */
import type { HierarchyAnalysis } from '../../protocol/analysis';

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
    const factor = c ** (order - 1);
    return { order, values: factor === 1 ? values : values.map((value) => factor * value) };
  });
}

/** Σ over the kept layers of consecutive blocks of `size` numbers. */
export function sumOfLayers(layers: Float64Array, size: number, kept: readonly number[]): Float64Array {
  const sum = new Float64Array(size);
  for (const l of kept) for (let i = 0; i < size; i++) sum[i] += layers[l * size + i];
  return sum;
}

/** −(1/n) Σ_k K⁽³⁾(x_i, x_j, x_k) g_k times `factor`. [n, n] */
export function contracted(k3: Float64Array, g: Float64Array, factor: number): Float64Array {
  const n = g.length;
  return Float64Array.from({ length: n * n }, (_, ij) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += k3[ij * n + k] * g[k];
    return (-factor / n) * sum;
  });
}

export interface Entry {
  /** Indices of the data points, from 0. */
  readonly points: readonly number[];
  readonly value: number;
}

/** The `count` largest entries by magnitude; of entries equal by the symmetry in the first two arguments, one. */
export function largestEntries(values: Float64Array, n: number, order: number, count: number): Entry[] {
  const found: { index: number; size: number }[] = [];
  const tail = n ** (order - 2);
  for (let index = 0; index < values.length; index++) {
    const pair = Math.floor(index / tail);
    if (Math.floor(pair / n) > pair % n) continue;
    const size = Math.abs(values[index]);
    if (found.length === count && size <= found[count - 1].size) continue;
    let at = found.length;
    while (at > 0 && found[at - 1].size < size) at--;
    found.splice(at, 0, { index, size });
    if (found.length > count) found.pop();
  }
  return found.map(({ index }) => ({ points: pointsOf(index, n, order), value: values[index] }));
}

function pointsOf(index: number, n: number, order: number): number[] {
  const points: number[] = [];
  for (let r = 0, rest = index; r < order; r++, rest = Math.floor(rest / n)) points.unshift(rest % n);
  return points;
}

export function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return most;
}

export function norm(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum);
}

/** ‖a − b‖_F/‖b‖_F; 0 where both vanish. */
export function relativeDifference(a: Float64Array, b: Float64Array): number {
  const size = norm(b);
  const rest = norm(a.map((value, i) => value - b[i]));
  return size === 0 ? rest : rest / size;
}

/** How far K⁽ʳ⁾ is from symmetric when its second and third arguments change places: ‖K − K′‖_F/(2‖K‖_F); 0 symmetric, 1 antisymmetric. */
export function asymmetry(k3: Float64Array, n: number): number {
  let rest = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        const difference = k3[(i * n + j) * n + k] - k3[(i * n + k) * n + j];
        rest += difference * difference;
      }
  const size = norm(k3);
  return size === 0 ? 0 : Math.sqrt(rest) / (2 * size);
}
