import { exp } from '../elementary/exp';
import { tanhDerivative } from './tanhDerivative';

/** The derivative of the logistic σ(z) = 1/(1 + e^{−z}) = ½ + ½ tanh(z/2), order 0 … 5; relative in both tails. */
export function sigmoidDerivative(order: i32, z: f64): f64 {
  if (order == 0) {
    const e = exp(-Math.abs(z));
    return (z < 0.0 ? e : 1.0) / (1.0 + e);
  }
  const scale =
    order == 1 ? 0.25 : order == 2 ? 0.125 : order == 3 ? 0.0625 : order == 4 ? 0.03125 : 0.015625;
  return scale * tanhDerivative(order, 0.5 * z);
}
