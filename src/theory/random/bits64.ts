import type { Key } from './key';
import { threefry } from './threefry';

/** `count` random 64-bit words of a key's sequence, from number `first`, as pairs (high, low) of 32-bit words: [2 · count]. */
export function bits64(key: Key, count: number, first = 0): Uint32Array {
  return threefry(key, first, count);
}
