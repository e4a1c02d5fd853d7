/**
 * Activations by the number of theory/activations/activationId. A number without a case traps, and every name passes the
 * suite over all backends, so that none is left out.
 */
import { ActivationId } from '../../../theory/activations/activationId';
import { sinShifted } from '../../../theory/elementary/sinShifted';
import { erfPairLoop } from './errorFunction';
import { kinkLoop, monomialLoop } from './kinkedActivations';
import {
  eluLoop,
  erfLoop,
  geluLoop,
  geluPairLoop,
  logisticLoop,
  logisticPairLoop,
  tanhLoop,
  tanhPairLoop,
} from './smoothActivations';

/** out_i = φ⁽ᵒʳᵈᵉʳ⁾(z_i). */
export function activation(id: i32, param: f64, order: i32, out: usize, z: usize, n: i32): void {
  const bytes: usize = (<usize>n) << 3;
  switch (id) {
    case ActivationId.relu:
      kinkLoop(0.0, 0.0, order, out, z, bytes);
      return;
    case ActivationId.leakyRelu:
      kinkLoop(param, 1.0, order, out, z, bytes);
      return;
    case ActivationId.abs:
      kinkLoop(-1.0, 0.0, order, out, z, bytes);
      return;
    case ActivationId.linear:
      monomial(1, order, out, z, bytes);
      return;
    case ActivationId.square:
      monomial(2, order, out, z, bytes);
      return;
    case ActivationId.cube:
      monomial(3, order, out, z, bytes);
      return;
    case ActivationId.erf:
      erfLoop(order, out, z, bytes);
      return;
    case ActivationId.tanh:
      tanhLoop(order, out, z, bytes);
      return;
    case ActivationId.sigmoid:
    case ActivationId.silu:
      logisticLoop(id - ActivationId.sigmoid, 1.0, order, out, z, bytes);
      return;
    case ActivationId.gelu:
      geluLoop(order, out, z, bytes);
      return;
    case ActivationId.softplus:
      logisticLoop(2, param, order, out, z, bytes);
      return;
    case ActivationId.elu:
      eluLoop(order, out, z, bytes);
      return;
    case ActivationId.sin:
      sineLoop(order, out, z, bytes);
      return;
    case ActivationId.cos:
      sineLoop(order + 1, out, z, bytes);
      return;
    default:
      unreachable();
  }
}

function monomial(power: i32, order: i32, out: usize, z: usize, bytes: usize): void {
  let factor = order > power ? 0.0 : 1.0;
  for (let i = 0; i < order; i++) factor *= (power - i) as f64;
  monomialLoop(factor, max(power - order, 0), out, z, bytes);
}

/** sin(z + quarter π/2), by the scalar function of theory. */
function sineLoop(quarter: i32, out: usize, z: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 8) store<f64>(out + i, sinShifted(load<f64>(z + i), quarter & 3));
}

/** value_i = φ(z_i), slope_i = φ′(z_i). */
export function activationPair(id: i32, param: f64, value: usize, slope: usize, z: usize, n: i32): void {
  const bytes: usize = (<usize>n) << 3;
  switch (id) {
    case ActivationId.erf:
      erfPairLoop(value, slope, z, bytes);
      return;
    case ActivationId.tanh:
      tanhPairLoop(value, slope, z, bytes);
      return;
    case ActivationId.sigmoid:
    case ActivationId.silu:
      logisticPairLoop(id - ActivationId.sigmoid, 1.0, value, slope, z, bytes);
      return;
    case ActivationId.gelu:
      geluPairLoop(value, slope, z, bytes);
      return;
    case ActivationId.softplus:
      logisticPairLoop(2, param, value, slope, z, bytes);
      return;
    default:
      activation(id, param, 0, value, z, n);
      activation(id, param, 1, slope, z, n);
  }
}
