import { exp } from './exp';
import { expm1Reduced } from './expm1Reduced';
import { powerOfTwo } from './powerOfTwo';

/** e^x − 1 to 2 ulp, also near 0; −1 below −40, Infinity above 709.78. */
export function expm1(x: f64): f64 {
  if (x < -40.0) return -1.0;
  if (x > 40.0) return exp(x) - 1.0;
  if (Math.abs(x) <= 0.34657359027997264) return expm1Reduced(x, 0.0);
  if (x != x) return x;
  const k = Math.floor(x * 1.4426950408889634 + 0.5);
  const s = expm1Reduced(x - k * 0.6931471803691238, k * 1.9082149292705877e-10);
  const scale = powerOfTwo(k);
  return scale * s + (scale - 1.0);
}
