import { log } from './log';
import { log1pReduced } from './log1pReduced';

/** ln(1 + x) to 2 ulp, also near 0. −Infinity at −1, NaN below. */
export function log1p(x: f64): f64 {
  if (x > -0.2928932188134524 && x < 0.41421356237309503) return log1pReduced(x, 0.0);
  if (x != x || x == Infinity) return x;
  if (x <= -1.0) return x == -1.0 ? -Infinity : NaN;
  const u = 1.0 + x;
  const lost = x < 1.0 ? x - (u - 1.0) : 1.0 - (u - x);
  return log(u) + lost / u;
}
