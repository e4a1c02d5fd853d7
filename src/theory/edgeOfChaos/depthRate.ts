import { log } from '../elementary/log';
import { fitPowerLaw, type PowerLaw } from '../statistics/powerLaw';

/** Below this, relative, what is left is rounding. */
const rounding = 1e-12;

/** |K^L/α_L − limit|/limit; NaN where it is lost in rounding. */
export function relativeErrors(values: Float64Array, limit: number): Float64Array {
  return values.map((value) => {
    const error = Math.abs(value / limit - 1);
    return error > rounding ? error : NaN;
  });
}

/** How |K^L/α_L − limit| falls with depth. */
export interface DepthRate {
  /** error ≈ prefactor L^slope, with the slope's standard error. */
  readonly fit: PowerLaw | null;
  /** The guides C/L and C log L/L of HDR Theorem 1 through the last point, at every L. */
  readonly inverse: Float64Array;
  readonly logarithmic: Float64Array;
  /** C log L/L is the nearer guide over the points: smaller spread of log(error/guide). */
  readonly nearer: 'inverse' | 'logarithmic';
}

/** Power law and both guides of errors at depths L > 1; the last error must be positive. */
export function depthRate(depths: ArrayLike<number>, errors: ArrayLike<number>): DepthRate {
  const count = depths.length;
  const [last, end] = [errors[count - 1], depths[count - 1]];
  const inverse = Float64Array.from(depths, (L) => (last * end) / L);
  const logarithmic = Float64Array.from(depths, (L) => (last * end * log(L)) / (L * log(end)));
  const spread = (guide: Float64Array): number => {
    let [sum, squares] = [0, 0];
    for (let i = 0; i < count; i++) {
      const miss = log(errors[i] / guide[i]);
      sum += miss;
      squares += miss * miss;
    }
    return squares / count - (sum / count) * (sum / count);
  };
  return {
    fit: fitPowerLaw(depths, errors),
    inverse,
    logarithmic,
    nearer: spread(logarithmic) < spread(inverse) ? 'logarithmic' : 'inverse',
  };
}
