import { exp } from './exp';
import { expm1Reduced } from './expm1Reduced';

/** tanh x to 3 ulp, odd in x, ±1 from |x| = 22 on. */
export function tanh(x: f64): f64 {
  const a = Math.abs(x);
  if (a < 0.17) {
    const e = expm1Reduced(2.0 * x, 0.0);
    return e / (e + 2.0);
  }
  if (a >= 22.0) return x < 0.0 ? -1.0 : 1.0;
  const e = exp(-2.0 * a);
  const t = (1.0 - e) / (1.0 + e);
  return x < 0.0 ? -t : t;
}
