import { bits32 } from './bits32';
import type { Key } from './key';

/** A random order of 0 … n − 1: the stable argsort of n random 32-bit words (MATH §1, mini-batches). */
export function permutation(key: Key, n: number): Uint32Array {
  const bits = bits32(key, n);
  return Uint32Array.from({ length: n }, (_, i) => i).sort((i, j) => bits[i] - bits[j] || i - j);
}
