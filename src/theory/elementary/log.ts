import { log1pReduced } from './log1pReduced';

/**
 * ln x to 1 ulp: x = 2^k (1 + f), √½ ≤ 1 + f < √2, found by exact multiplications. −Infinity at 0, NaN below.
 */
export function log(x: f64): f64 {
  if (x != x || x == Infinity) return x;
  if (x < 0.0) return NaN;
  if (x == 0.0) return -Infinity;
  let m = x;
  let k = 0.0;
  if (m < 2.2250738585072014e-308) {
    m *= 18014398509481984.0; // 2^54
    k = -54.0;
  }
  const close = m > 3.0517578125e-5 && m < 65536.0; // 2^-15, 2^16
  let step = close ? 8.0 : 512.0;
  if (m < 1.0) {
    let up = close ? 256.0 : 1.3407807929942597e154; // 2^step
    while (step >= 1.0) {
      if (m * (0.5 * up) < 1.0) {
        m *= up;
        k -= step;
      }
      up = Math.sqrt(up);
      step *= 0.5;
    }
  } else if (m >= 2.0) {
    let down = close ? 3.90625e-3 : 7.458340731200207e-155; // 2^-step
    while (step >= 1.0) {
      if (m * down >= 1.0) {
        m *= down;
        k += step;
      }
      down = Math.sqrt(down);
      step *= 0.5;
    }
  }
  if (m > 1.4142135623730951) {
    m *= 0.5;
    k += 1.0;
  }
  return k * 0.6931471803691238 + log1pReduced(m - 1.0, k * 1.9082149292705877e-10);
}
