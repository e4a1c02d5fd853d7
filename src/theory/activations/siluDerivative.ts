import { sigmoidDerivative } from './sigmoidDerivative';

/** The derivative of z σ(z), order 0 … 5: by Leibniz z σ⁽ⁿ⁾ + n σ⁽ⁿ⁻¹⁾. */
export function siluDerivative(order: i32, z: f64): f64 {
  if (order == 0) return z * sigmoidDerivative(0, z);
  return z * sigmoidDerivative(order, z) + (order as f64) * sigmoidDerivative(order - 1, z);
}
