/**
 * The derivative of left·z for z < 0 and z for z > 0, of any order: relu (left 0), leakyRelu (left a), abs (left −1).
 *
 * The second derivative is (1 − left) times a delta at 0, which no value can carry: orders from 2 on are 0. `slope` is
 * the first derivative at 0, where JAX takes 0 for relu and abs and 1 for leakyRelu.
 */
export function kinkDerivative(left: f64, slope: f64, order: i32, z: f64): f64 {
  if (order == 0) return z < 0.0 ? (left == 0.0 ? 0.0 : left * z) : z;
  if (order == 1) return z < 0.0 ? left : z > 0.0 ? 1.0 : z == 0.0 ? slope : z;
  return z != z ? z : 0.0;
}
