import { cosineReduced, sineReduced } from './sineCosineReduced';

/**
 * sin(x + shift π/2) for an integer 0 ≤ shift ≤ 3: sin, cos, −sin, −cos, in other words the derivatives of sin.
 *
 * x = k π/2 + r with π/2 in three parts of 33, 33 and 53 bits: k times the first two is exact for |k| < 2²⁰, so
 * the error is 1 ulp for |x| ≤ 1.6e6. Beyond, x is first reduced modulo the double nearest to 2π, which is exact
 * for some x' within half an ulp of x. NaN for ±Infinity.
 */
export function sinShifted(x: f64, shift: i32): f64 {
  if (!(Math.abs(x) < Infinity)) return NaN;
  let y = x;
  if (Math.abs(y) > 1.6e6) y = y % 6.283185307179586;
  const k = Math.floor(y * 0.6366197723675814 + 0.5);
  const a = y - k * 1.5707963267341256;
  const b = k * 6.077100506303966e-11;
  const c = a - b;
  const lost = a - c - b;
  const d = k * 2.0222662487959506e-21;
  const e = lost - d;
  const r = c + e;
  const low = c - r + e;
  const quadrant = (k - 4.0 * Math.floor(0.25 * k)) as i32;
  const n = (quadrant + shift) & 3;
  const value = (n & 1) == 0 ? sineReduced(r, low) : cosineReduced(r, low);
  return n < 2 ? value : -value;
}
