import { expm1Reduced } from './expm1Reduced';
import { scaleByPowerOfTwo } from './scaleByPowerOfTwo';

/**
 * e^x to 1 ulp: x = k ln 2 + r, |r| ≤ ½ ln 2, with ln 2 in two parts (the first has 21 trailing zero bits, so k times
 * it is exact). Infinity above 709.78, subnormal below −708.4, 0 below −745.13; NaN stays NaN.
 */
export function exp(x: f64): f64 {
  if (x != x) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0.0;
  const k = Math.floor(x * 1.4426950408889634 + 0.5);
  const s = expm1Reduced(x - k * 0.6931471803691238, k * 1.9082149292705877e-10);
  return scaleByPowerOfTwo(1.0 + s, k);
}
