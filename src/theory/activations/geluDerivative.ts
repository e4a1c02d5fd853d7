import { normalDistribution } from '../elementary/normalDistribution';
import { gaussianDerivative } from './gaussianDerivative';

/**
 * The derivative of z Φ(z), Φ the normal distribution function, order 0 … 5: by Leibniz z Φ⁽ⁿ⁾ + n Φ⁽ⁿ⁻¹⁾, which is
 * Φ + z ρ for n = 1 and z ρ⁽ⁿ⁻¹⁾ + n ρ⁽ⁿ⁻²⁾ above, ρ the density.
 */
export function geluDerivative(order: i32, z: f64): f64 {
  if (order == 0) return z < -39.0 ? 0.0 : z * normalDistribution(z);
  const slope = z * gaussianDerivative(order - 1, z);
  if (order == 1) return normalDistribution(z) + (slope == slope ? slope : 0.0);
  return slope + (order as f64) * gaussianDerivative(order - 2, z);
}
