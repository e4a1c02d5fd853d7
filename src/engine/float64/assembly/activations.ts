import { derivative } from '../../../theory/activations/derivative';

/** out_i = φ⁽ᵒʳᵈᵉʳ⁾(z_i). */
export function activation(id: i32, param: f64, order: i32, out: usize, z: usize, n: i32): void {
  const end = out + ((<usize>n) << 3);
  for (; out < end; out += 8, z += 8) store<f64>(out, derivative(id, param, order, load<f64>(z)));
}

/** value_i = φ(z_i), slope_i = φ′(z_i). */
export function activationPair(id: i32, param: f64, value: usize, slope: usize, z: usize, n: i32): void {
  activation(id, param, 0, value, z, n);
  activation(id, param, 1, slope, z, n);
}
