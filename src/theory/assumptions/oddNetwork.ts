import { activations } from '../activations/activations';
import type { ActivationName } from '../activations/names';
import type { LossName } from '../loss/pointLoss';
import type { Parametrisation } from '../network/parametrisation';

/** x_j = −x_i up to this share of ‖x_i‖: far above rounding, far below what a plot shows. */
const antipodal = 1e-9;

/**
 * Without biases and with an odd φ the network is odd, f(−x) = −f(x), at every width and time. On a pair of antipodal inputs only half the
 * difference of the targets can be learned, and the square loss stays above
 *
 *   (1/n) Σ_pairs ((y_i + y_j)/2)².
 *
 * Null where the network is not odd; else that floor, which is 0 where no two inputs are antipodal or their targets are opposite. For the
 * logistic loss, whose floor is another number, it is 0 as well. x [n, d], y [n].
 */
export function oddLossFloor(
  activation: ActivationName,
  { layers }: Parametrisation,
  loss: LossName,
  x: Float64Array,
  y: Float64Array,
): number | null {
  if (!activations[activation].odd || layers.some(({ bias }) => bias !== 0)) return null;
  if (loss !== 'square') return 0;
  const n = y.length;
  const d = x.length / n;
  let floor = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++)
      if (areAntipodal(x, d, i, j)) floor += (0.5 * (y[i] + y[j]) * (0.5 * (y[i] + y[j]))) / n;
  return floor;
}

function areAntipodal(x: Float64Array, d: number, i: number, j: number): boolean {
  let sum = 0;
  let size = 0;
  for (let k = 0; k < d; k++) {
    const gap = x[i * d + k] + x[j * d + k];
    sum += gap * gap;
    size += x[i * d + k] * x[i * d + k];
  }
  return size > 0 && sum <= antipodal * antipodal * size;
}
