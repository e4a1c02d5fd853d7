import { log } from './log';

/**
 * The inverse of erf on (−1, 1): x P(w), w = −log(1 − x²), to 4 ulp for |x| ≤ 1 − 2⁻⁵³; ±Infinity at ±1, NaN beyond.
 *
 * In w (in √w from 6.25 on) the function is nearly linear; the idea is Giles 2010. The coefficients are our own:
 * Chebyshev interpolation in 40 digits on w ∈ [0, 6.25], √w ∈ [2.5, 4] and [4, 6.0625], error 1e-17.
 */
export function erfinv(x: f64): f64 {
  if (!(Math.abs(x) < 1.0)) return x == 1.0 ? Infinity : x == -1.0 ? -Infinity : NaN;
  const w = -log((1.0 - x) * (1.0 + x));
  if (w < 6.25) return x * central(w - 3.125);
  const s = Math.sqrt(w);
  return x * (s < 4.0 ? middle(s - 3.25) : tail(s - 5.03125));
}
