import { erfReduced } from './erfReduced';
import { erfcScaled } from './erfcScaled';
import { expSquare } from './expSquare';

/**
 * The standard normal distribution function Φ(z) = ½ erfc(−z/√2) to 7 ulp relative for every z: the exponential takes
 * z²/2 itself, so the rounding of z/√2 is not amplified in the left tail.
 */
export function normalDistribution(z: f64): f64 {
  const a = Math.abs(z) * 0.7071067811865476;
  if (a <= 0.875) return 0.5 + 0.5 * erfReduced(z * 0.7071067811865476);
  if (z != z) return z;
  const tail = a > 28.0 ? 0.0 : 0.5 * expSquare(z, 0.5) * erfcScaled(a);
  return z < 0.0 ? tail : 1.0 - tail;
}
