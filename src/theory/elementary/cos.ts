import { sinShifted } from './sinShifted';

/** cos x to 1 ulp for |x| ≤ 1.6e6 (see sinShifted). */
export function cos(x: f64): f64 {
  return sinShifted(x, 1);
}
