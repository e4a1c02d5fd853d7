import { exp } from '../elementary/exp';
import { expm1 } from '../elementary/expm1';

/**
 * The derivative of elu (z for z > 0, e^z − 1 otherwise), order 0 … 5. At 0 the left side counts, as in JAX; the
 * jump of the second derivative there is not smoothed.
 */
export function eluDerivative(order: i32, z: f64): f64 {
  if (z > 0.0) return order == 0 ? z : order == 1 ? 1.0 : 0.0;
  return order == 0 ? expm1(z) : exp(z);
}
