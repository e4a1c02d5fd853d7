import { expSquare } from '../elementary/expSquare';

/** The derivative of the standard normal density e^{−z²/2}/√(2π), order 0 … 4: (−1)ⁿ Heₙ(z) times the density. */
export function gaussianDerivative(order: i32, z: f64): f64 {
  const density = 0.3989422804014327 * expSquare(z, 0.5);
  if (density == 0.0) return 0.0;
  const w = z * z;
  if (order == 0) return density;
  if (order == 1) return -z * density;
  if (order == 2) return (w - 1.0) * density;
  if (order == 3) return z * (3.0 - w) * density;
  return (3.0 + w * (w - 6.0)) * density;
}
