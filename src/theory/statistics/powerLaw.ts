import { exp } from '../elementary/exp';
import { log } from '../elementary/log';
import { fitLine } from './line';

/** y ≈ prefactor · x^slope. */
export interface PowerLaw {
  readonly slope: number;
  /** Standard error of the slope; NaN with two points, which leave nothing to judge by. */
  readonly standardError: number;
  readonly prefactor: number;
  readonly count: number;
}

/**
 * The power law nearest to points in log y, by least squares, each point with the same weight: the line through log x and log y.
 *
 * Points that are not positive and finite are left out; null where fewer than two different x remain. Over medians
 * the error tells how well a power law fits them; over all runs it also holds their scatter, as if runs were independent.
 */
export function fitPowerLaw(x: ArrayLike<number>, y: ArrayLike<number>): PowerLaw | null {
  const u: number[] = [];
  const v: number[] = [];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    if (!(x[i] > 0 && x[i] < Infinity && y[i] > 0 && y[i] < Infinity)) continue;
    u.push(log(x[i]));
    v.push(log(y[i]));
  }
  const line = fitLine(u, v);
  if (line === null) return null;
  const { slope, standardError, intercept, count } = line;
  return { slope, standardError, prefactor: exp(intercept), count };
}
