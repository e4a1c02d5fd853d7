import { asinReduced } from './asinReduced';

/** arcsin x ∈ [−π/2, π/2] to 3 ulp; NaN outside [−1, 1]. */
export function asin(x: f64): f64 {
  const a = Math.abs(x);
  if (a <= 0.5) return asinReduced(x);
  if (!(a <= 1.0)) return NaN;
  const y = 1.5707963267948966 - (2.0 * asinReduced(Math.sqrt(0.5 * (1.0 - a))) - 6.123233995736766e-17);
  return x < 0.0 ? -y : y;
}
