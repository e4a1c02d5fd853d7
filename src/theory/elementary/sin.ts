import { sinShifted } from './sinShifted';

/** sin x to 1 ulp for |x| ≤ 1.6e6 (see sinShifted). */
export function sin(x: f64): f64 {
  return sinShifted(x, 0);
}
