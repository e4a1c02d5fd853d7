import { erfinv } from '../elementary/erfinv';
import type { Key } from './key';
import { uniform } from './uniform';

/**
 * `count` draws from N(0, 1), those of the key's sequence from number `first` on: √2 erfinv(u), u uniform in (−1, 1), as `jax.random.normal` in float64 (MATH §1).
 *
 * A row-major array of any shape has its elements in this order. Agrees with JAX to 2e-13 relative.
 */
export function normal(key: Key, count: number, first = 0): Float64Array {
  const draws = uniform(key, count, -0.9999999999999999, 1, first); // the double after −1
  for (let i = 0; i < count; i++) draws[i] = 1.4142135623730951 * erfinv(draws[i]);
  return draws;
}
