import { cos } from '../elementary/cos';
import { sin } from '../elementary/sin';
import type { Key } from '../random/key';
import { normal } from '../random/normal';

/**
 * z(s) = z₁ cos s + z₂ sin s with independent standard normal z₁, z₂: a closed path of which every moment is exactly N(0, 1) in all of its
 * coordinates, so that R z(s) + μ moves smoothly through draws of N(μ, R Rᵀ). Source: Hennig 2013, Animating Samples from Gaussian Distributions.
 */
export interface GaussianLoop {
  /** [c] */
  readonly from: Float64Array;
  readonly quarter: Float64Array;
}

export function gaussianLoop(key: Key, count: number): GaussianLoop {
  const z = normal(key, 2 * count);
  return { from: z.slice(0, count), quarter: z.slice(count) };
}

/** z at phase s. [c] */
export function loopAt({ from, quarter }: GaussianLoop, s: number): Float64Array {
  const [c, d] = [cos(s), sin(s)];
  return from.map((z, i) => c * z + d * quarter[i]);
}
