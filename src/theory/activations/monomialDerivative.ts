/** The derivative of z^power of any order, for power 1, 2, 3: linear, square, cube. */
export function monomialDerivative(power: i32, order: i32, z: f64): f64 {
  if (order > power) return 0.0;
  let value = 1.0;
  for (let i = 0; i < order; i++) value *= (power - i) as f64;
  for (let i = order; i < power; i++) value *= z;
  return value;
}
