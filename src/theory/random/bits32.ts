import type { Key } from './key';
import { threefry } from './threefry';

/** `count` random 32-bit words: the xor of the two words of each counter, as `jax.random.bits(…, uint32)`. */
export function bits32(key: Key, count: number): Uint32Array {
  const words = threefry(key, 0, count);
  const bits = new Uint32Array(count);
  for (let i = 0; i < count; i++) bits[i] = words[2 * i] ^ words[2 * i + 1];
  return bits;
}
