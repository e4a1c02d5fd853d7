import { erf } from '../elementary/erf';
import { expSquare } from '../elementary/expSquare';

/** The derivative of erf z, order 0 … 5: 2/√π e^{−z²} times (−1)ⁿ⁻¹ Hₙ₋₁(z), H the physicists' Hermite polynomials. */
export function erfDerivative(order: i32, z: f64): f64 {
  if (order == 0) return erf(z);
  const g = 1.1283791670955126 * expSquare(z, 1.0);
  if (g == 0.0) return 0.0;
  const w = z * z;
  if (order == 1) return g;
  if (order == 2) return -2.0 * z * g;
  if (order == 3) return (4.0 * w - 2.0) * g;
  if (order == 4) return z * (12.0 - 8.0 * w) * g;
  return (12.0 + w * (16.0 * w - 48.0)) * g;
}
