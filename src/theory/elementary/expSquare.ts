import { exp } from './exp';

/**
 * e^{−c x²} to 2 ulp for c = 1 or ½ (any power of two). Rounding x² alone would cost c x² ulp, 900 at x = 30, so the
 * square is formed exactly as p + q from the halves of x (Veltkamp, Dekker).
 */
export function expSquare(x: f64, c: f64): f64 {
  const p = x * x;
  if (!(c * p < 746.0)) return p != p ? p : 0.0;
  const split = 134217729.0 * x; // 2^27 + 1
  const high = split - (split - x);
  const low = x - high;
  const q = high * high - p + 2.0 * high * low + low * low;
  return exp(-c * p) * (1.0 - c * q);
}
