import { powerOfTwo } from './powerOfTwo';

/**
 * x · 2^k for 0.5 ≤ |x| ≤ 2 and an integer −1080 ≤ k ≤ 1024, rounded once: only where the result is subnormal.
 */
export function scaleByPowerOfTwo(x: f64, k: f64): f64 {
  if (k > 1000.0) return x * powerOfTwo(1000.0) * powerOfTwo(k - 1000.0);
  if (k < -1000.0) return x * powerOfTwo(-1000.0) * powerOfTwo(k + 1000.0);
  return x * powerOfTwo(k);
}
