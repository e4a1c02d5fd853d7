import { erfReduced } from './erfReduced';
import { erfcScaled } from './erfcScaled';
import { expSquare } from './expSquare';

/** erf x = 2/√π ∫₀ˣ e^{−t²} dt to 2 ulp, odd in x, ±1 from |x| = 6 on. */
export function erf(x: f64): f64 {
  const a = Math.abs(x);
  if (a <= 0.875) return erfReduced(x);
  if (x != x) return x;
  const y = a >= 6.0 ? 1.0 : 1.0 - expSquare(a, 1.0) * erfcScaled(a);
  return x < 0.0 ? -y : y;
}
