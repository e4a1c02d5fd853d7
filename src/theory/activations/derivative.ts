import { sinShifted } from '../elementary/sinShifted';
import { eluDerivative } from './eluDerivative';
import { erfDerivative } from './erfDerivative';
import { geluDerivative } from './geluDerivative';
import { kinkDerivative } from './kinkDerivative';
import { monomialDerivative } from './monomialDerivative';
import { sigmoidDerivative } from './sigmoidDerivative';
import { siluDerivative } from './siluDerivative';
import { softplusDerivative } from './softplusDerivative';
import { tanhDerivative } from './tanhDerivative';

/**
 * φ^(order)(z), order 0 … 5, of the activation whose index in `activationNames` is `activation`.
 *
 * `param` is a of leakyRelu and softplus and is ignored elsewhere. Accurate to 1e-12 for |z| ≤ 30, relative in tails
 * that vanish. At a kink the value is JAX's and the delta is missing (kinkDerivative).
 */
export function derivative(activation: i32, param: f64, order: i32, z: f64): f64 {
  switch (activation) {
    case 0:
      return kinkDerivative(0.0, 0.0, order, z);
    case 1:
      return kinkDerivative(param, 1.0, order, z);
    case 2:
      return kinkDerivative(-1.0, 0.0, order, z);
    case 3:
      return monomialDerivative(1, order, z);
    case 4:
      return erfDerivative(order, z);
    case 5:
      return tanhDerivative(order, z);
    case 6:
      return sigmoidDerivative(order, z);
    case 7:
      return siluDerivative(order, z);
    case 8:
      return geluDerivative(order, z);
    case 9:
      return softplusDerivative(param, order, z);
    case 10:
      return eluDerivative(order, z);
    case 11:
      return sinShifted(z, order & 3);
    case 12:
      return sinShifted(z, (order + 1) & 3);
    case 13:
      return monomialDerivative(2, order, z);
    default:
      return monomialDerivative(3, order, z);
  }
}
