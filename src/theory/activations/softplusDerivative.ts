import { exp } from '../elementary/exp';
import { log1p } from '../elementary/log1p';
import { sigmoidDerivative } from './sigmoidDerivative';

/**
 * The derivative of log(1 + e^{a z})/a, a > 0, order 0 … 5: a^{n−1} σ⁽ⁿ⁻¹⁾(a z).
 *
 * The value is (max(a z, 0) + log(1 + e^{−|a z|}))/a, which neither overflows nor loses the left tail.
 */
export function softplusDerivative(a: f64, order: i32, z: f64): f64 {
  const y = a * z;
  if (order == 0) return ((y > 0.0 ? y : 0.0) + log1p(exp(-Math.abs(y)))) / a;
  let scale = 1.0;
  for (let i = 1; i < order; i++) scale *= a;
  return scale * sigmoidDerivative(order - 1, y);
}
