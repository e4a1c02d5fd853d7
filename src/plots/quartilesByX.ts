import { quantileSorted } from 'd3-array';

export interface Quartiles {
  readonly x: number;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  readonly count: number;
}

/** Median and quartiles of y at each distinct x (linear between order statistics, R type 7), ascending in x; non-finite y are left out. */
export function quartilesByX(x: ArrayLike<number>, y: ArrayLike<number>): Quartiles[] {
  const groups = new Map<number, number[]>();
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) continue;
    const group = groups.get(x[i]);
    if (group === undefined) groups.set(x[i], [y[i]]);
    else group.push(y[i]);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([at, values]) => {
      values.sort((a, b) => a - b);
      const quantile = (share: number): number => quantileSorted(values, share) ?? NaN;
      return {
        x: at,
        lower: quantile(0.25),
        median: quantile(0.5),
        upper: quantile(0.75),
        count: values.length,
      };
    });
}
