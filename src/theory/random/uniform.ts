import { bits64 } from './bits64';
import type { Key } from './key';

/**
 * `count` uniform draws from [low, high), those of the key's sequence from number `first` on: the top 52 of 64 random bits as u ∈ [0, 1), then max(low, u (high − low) + low),
 * with the roundings of `jax.random.uniform` in float64.
 */
export function uniform(key: Key, count: number, low = 0, high = 1, first = 0): Float64Array {
  const words = bits64(key, count, first);
  const range = high - low;
  const draws = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const u = (words[2 * i] * 1048576 + (words[2 * i + 1] >>> 12)) * 2.220446049250313e-16; // 2^20, 2^-52
    draws[i] = Math.max(low, u * range + low);
  }
  return draws;
}
