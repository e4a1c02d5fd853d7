import { exp } from '../elementary/exp';
import { log } from '../elementary/log';

/** y ≈ prefactor · x^slope. */
export interface PowerLaw {
  readonly slope: number;
  /** Standard error of the slope; NaN with two points, which leave nothing to judge by. */
  readonly standardError: number;
  readonly prefactor: number;
  readonly count: number;
}

/**
 * The power law nearest to points in log y, by least squares, each point with the same weight:
 *
 *   slope = S_uv/S_uu,  standard error = √((S_vv − S_uv²/S_uu)/((n − 2) S_uu)),  u = log x, v = log y, sums about the means
 *
 * Points that are not positive and finite are left out; null where fewer than two different x remain. Over medians
 * the error tells how well a power law fits them; over all runs it also holds their scatter, as if runs were independent.
 * Source: any text on linear regression.
 */
export function fitPowerLaw(x: ArrayLike<number>, y: ArrayLike<number>): PowerLaw | null {
  const u: number[] = [];
  const v: number[] = [];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    if (!(x[i] > 0 && x[i] < Infinity && y[i] > 0 && y[i] < Infinity)) continue;
    u.push(log(x[i]));
    v.push(log(y[i]));
  }
  const count = u.length;
  const [meanU, meanV] = [mean(u), mean(v)];
  let [uu, uv] = [0, 0];
  for (let i = 0; i < count; i++) {
    uu += (u[i] - meanU) * (u[i] - meanU);
    uv += (u[i] - meanU) * (v[i] - meanV);
  }
  if (!(uu > 0)) return null;
  const slope = uv / uu;
  let rest = 0;
  for (let i = 0; i < count; i++) {
    const miss = v[i] - meanV - slope * (u[i] - meanU);
    rest += miss * miss;
  }
  return {
    slope,
    standardError: count > 2 ? Math.sqrt(rest / ((count - 2) * uu)) : NaN,
    prefactor: exp(meanV - slope * meanU),
    count,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
