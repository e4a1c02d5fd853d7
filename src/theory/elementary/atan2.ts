import { atan } from './atan';

/** The angle of the point (x, y) in (−π, π]; 0 for (0, 0). */
export function atan2(y: f64, x: f64): f64 {
  if (x == 0.0) {
    if (y == 0.0) return 0.0;
    return y != y ? y : y > 0.0 ? 1.5707963267948966 : -1.5707963267948966;
  }
  const t = atan(y / x);
  if (x > 0.0) return t;
  return y < 0.0 ? t - 3.141592653589793 : t + 3.141592653589793;
}
