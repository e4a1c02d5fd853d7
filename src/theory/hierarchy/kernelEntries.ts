/** What the entries of a hierarchy's kernels say: sums over layers, contractions, the largest, how symmetric. */
import { frobeniusNorm } from '../linalg/frobeniusNorm';

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
  let tail = 1;
  for (let r = 2; r < order; r++) tail *= n;
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

/** ‖a − b‖_F/‖b‖_F; 0 where both vanish. */
export function relativeDifference(a: Float64Array, b: Float64Array): number {
  const size = frobeniusNorm(b);
  const rest = frobeniusNorm(a.map((value, i) => value - b[i]));
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
  const size = frobeniusNorm(k3);
  return size === 0 ? 0 : Math.sqrt(rest) / (2 * size);
}
