import { exp } from '../elementary/exp';
import { tanh } from '../elementary/tanh';

/**
 * The derivative of tanh of order 0 … 5: sech² times a polynomial in t = tanh z (from t' = 1 − t²).
 *
 * sech² is formed as 4e/(1 + e)², e = e^{−2|z|}, so the tails keep their relative accuracy where 1 − t² loses it.
 */
export function tanhDerivative(order: i32, z: f64): f64 {
  const t = tanh(z);
  if (order == 0) return t;
  const e = exp(-2.0 * Math.abs(z));
  const s = (4.0 * e) / ((1.0 + e) * (1.0 + e));
  if (order == 1) return s;
  if (order == 2) return -2.0 * t * s;
  const w = t * t;
  if (order == 3) return s * (6.0 * w - 2.0);
  if (order == 4) return s * t * (16.0 - 24.0 * w);
  return s * (16.0 - 120.0 * w * (1.0 - w));
}
