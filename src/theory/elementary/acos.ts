import { asinReduced } from './asinReduced';

/** arccos x ∈ [0, π] to 2 ulp, relative also as x → 1; NaN outside [−1, 1]. */
export function acos(x: f64): f64 {
  if (x != x || x > 1.0 || x < -1.0) return NaN;
  if (x > 0.5) return 2.0 * asinReduced(Math.sqrt(0.5 * (1.0 - x)));
  if (x < -0.5) {
    return 3.141592653589793 - (2.0 * asinReduced(Math.sqrt(0.5 * (1.0 + x))) - 1.2246467991473532e-16);
  }
  return 1.5707963267948966 - (asinReduced(x) - 6.123233995736766e-17);
}
