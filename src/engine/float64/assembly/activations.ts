/** Activations by the index of theory/activations/names; sin and cos run the scalar functions of theory. */
import { derivative } from '../../../theory/activations/derivative';
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
    case 0:
      kinkLoop(0.0, 0.0, order, out, z, bytes);
      return;
    case 1:
      kinkLoop(param, 1.0, order, out, z, bytes);
      return;
    case 2:
      kinkLoop(-1.0, 0.0, order, out, z, bytes);
      return;
    case 3:
    case 13:
    case 14: {
      const power = id == 3 ? 1 : id - 11;
      let factor = order > power ? 0.0 : 1.0;
      for (let i = 0; i < order; i++) factor *= (power - i) as f64;
      monomialLoop(factor, max(power - order, 0), out, z, bytes);
      return;
    }
    case 4:
      erfLoop(order, out, z, bytes);
      return;
    case 5:
      tanhLoop(order, out, z, bytes);
      return;
    case 6:
    case 7:
      logisticLoop(id - 6, 1.0, order, out, z, bytes);
      return;
    case 8:
      geluLoop(order, out, z, bytes);
      return;
    case 9:
      logisticLoop(2, param, order, out, z, bytes);
      return;
    case 10:
      eluLoop(order, out, z, bytes);
      return;
    default:
      for (let i: usize = 0; i < bytes; i += 8)
        store<f64>(out + i, derivative(id, param, order, load<f64>(z + i)));
  }
}

/** value_i = φ(z_i), slope_i = φ′(z_i). */
export function activationPair(id: i32, param: f64, value: usize, slope: usize, z: usize, n: i32): void {
  const bytes: usize = (<usize>n) << 3;
  switch (id) {
    case 4:
      erfPairLoop(value, slope, z, bytes);
      return;
    case 5:
      tanhPairLoop(value, slope, z, bytes);
      return;
    case 6:
    case 7:
      logisticPairLoop(id - 6, 1.0, value, slope, z, bytes);
      return;
    case 8:
      geluPairLoop(value, slope, z, bytes);
      return;
    case 9:
      logisticPairLoop(2, param, value, slope, z, bytes);
      return;
    default:
      activation(id, param, 0, value, z, n);
      activation(id, param, 1, slope, z, n);
  }
}
