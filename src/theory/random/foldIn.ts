import type { Key } from './key';
import { threefry } from './threefry';

/** A new key for stream `index` (0 ≤ index < 2³²) of `key`: the image of the counter (0, index), as `jax.random.fold_in`. */
export function foldIn(key: Key, index: number): Key {
  const words = threefry(key, index, 1);
  return { high: words[0], low: words[1] };
}
