/**
 * How far two functions are apart over the same points, and when a theory is trusted.
 *
 *   e(t) = √( (1/p) Σ_k (f_theory(x_k, t) − f_nn(x_k, t))² ),   s = max_t √( (1/p) Σ_k f_nn(x_k, t)² )
 *
 * A theory is trusted while e(t) ≤ 5 % of s. The yardstick is one number for the whole run: at t = 0 a centred network is exactly 0
 * and a momentary one would distrust every theory at once.
 */
export const trustTolerance = 0.05;

/** Root mean square of values[from … from + size). */
export function rmsOf(values: ArrayLike<number>, from: number, size: number): number {
  let sum = 0;
  for (let i = from; i < from + size; i++) sum += values[i] * values[i];
  return Math.sqrt(sum / size);
}

/** Root mean square of a − b over [from, from + size). */
export function rmsDistance(a: ArrayLike<number>, b: ArrayLike<number>, from: number, size: number): number {
  let sum = 0;
  for (let i = from; i < from + size; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return Math.sqrt(sum / size);
}
