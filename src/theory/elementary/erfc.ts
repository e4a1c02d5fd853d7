import { erfReduced } from './erfReduced';
import { erfcScaled } from './erfcScaled';
import { expSquare } from './expSquare';

/** erfc x = 1 − erf x to 6 ulp relative for every x, down to the underflow at 27.2. */
export function erfc(x: f64): f64 {
  const a = Math.abs(x);
  if (a <= 0.875) return 1.0 - erfReduced(x);
  if (x != x) return x;
  const y = a > 28.0 ? 0.0 : expSquare(a, 1.0) * erfcScaled(a);
  return x < 0.0 ? 2.0 - y : y;
}
