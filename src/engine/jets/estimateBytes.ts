import { gigabytes } from '../../theory/gigabytes';
import { plural } from '../../theory/plural';
import { intPower } from './intPower';

/**
 * Memory that the kernels of order 2 … r need at the worst moment, in bytes of float64 (an upper estimate; the GPU's
 * float32 tensors take half of their part).
 *
 * With k = r − 2 and N = n + p rows: the results 8 Σ_j N n^{j+1} (and one set for every layer, where asked for); stored jets of order < k, 5 tensors [N n^j, m] per
 * hidden layer, twice while they are put together; inner products of order ≤ k, two families per layer; one block.
 */
export const memoryLimit = 1e9;

export function estimateBytes(
  N: number,
  n: number,
  m: number,
  H: number,
  order: number,
  layers = false,
): number {
  const k = order - 2;
  let numbers = (k + 2) * N * m * H;
  for (let j = 0; j <= k; j++) {
    numbers += (layers ? H + 2 : 1) * N * intPower(n, j + 1); // K^{(j+2)}
    numbers += (j + 1) * (2 * H + 1) * N * intPower(n, j + 1); // inner products ⟨v[A], v[B]⟩, |A| + |B| = j
    if (j < k) numbers += (j === k - 1 ? 6 : 5) * H * N * intPower(n, j) * m;
  }
  return 8 * numbers + blockBytes;
}

/** Working memory of one block of rows: all that its pass holds at once. */
export const blockBytes = 32e6;

/** Why the kernels are refused, or null: numbers and remedy in one sentence. */
export function refusal(
  N: number,
  n: number,
  m: number,
  H: number,
  order: number,
  layers = false,
): string | null {
  const bytes = estimateBytes(N, n, m, H, order, layers);
  if (bytes <= memoryLimit) return null;
  const lower = order > 3 ? `, or stop at order ${order - 1}` : '';
  return (
    `K(${order}) for n = ${n}, ${plural(N - n, 'probe point')}, width ${m} and ${plural(H, 'hidden layer')} needs about ` +
    `${gigabytes(bytes)}, more than the ${gigabytes(memoryLimit)} allowed; use fewer training or probe points, or a smaller width${lower}`
  );
}
