/** y ≈ intercept + slope · x. */
export interface Line {
  readonly slope: number;
  /** Standard error of the slope; NaN with two points, which leave nothing to judge by. */
  readonly standardError: number;
  readonly intercept: number;
  readonly count: number;
}

/**
 * The line nearest to points by least squares, each point with the same weight:
 *
 *   slope = S_xy/S_xx,  standard error = √((S_yy − S_xy²/S_xx)/((n − 2) S_xx)),  sums about the means
 *
 * Points that are not finite are left out; null where fewer than two different x remain. Source: any text on linear regression.
 */
export function fitLine(x: ArrayLike<number>, y: ArrayLike<number>): Line | null {
  const kept: number[] = [];
  for (let i = 0; i < Math.min(x.length, y.length); i++)
    if (Number.isFinite(x[i]) && Number.isFinite(y[i])) kept.push(i);
  const count = kept.length;
  const meanX = kept.reduce((sum, i) => sum + x[i], 0) / count;
  const meanY = kept.reduce((sum, i) => sum + y[i], 0) / count;
  let [xx, xy] = [0, 0];
  for (const i of kept) {
    xx += (x[i] - meanX) * (x[i] - meanX);
    xy += (x[i] - meanX) * (y[i] - meanY);
  }
  if (!(xx > 0)) return null;
  const slope = xy / xx;
  let rest = 0;
  for (const i of kept) {
    const miss = y[i] - meanY - slope * (x[i] - meanX);
    rest += miss * miss;
  }
  return {
    slope,
    standardError: count > 2 ? Math.sqrt(rest / ((count - 2) * xx)) : NaN,
    intercept: meanY - slope * meanX,
    count,
  };
}
