import type { Key } from './key';
import { threefry } from './threefry';

/** `count` random 64-bit words as pairs (high, low) of 32-bit words: [2 · count]. */
export function bits64(key: Key, count: number): Uint32Array {
  return threefry(key, 0, count);
}
