/** Order statistics of a sample. */
export interface Quartiles {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  readonly count: number;
}

/**
 * Quantile of ascending values, linear between order statistics: at position q (n − 1), R's type 7; 0 ≤ q ≤ 1, n ≥ 1.
 * Source: Hyndman & Fan 1996, definition 7.
 */
export function quantileOfSorted(ascending: ArrayLike<number>, q: number): number {
  const position = q * (ascending.length - 1);
  const below = Math.floor(position);
  const share = position - below;
  const value = ascending[below];
  const next = ascending[below + 1];
  // Two infinite neighbours have no difference; from a finite to an infinite one everything lies at infinity, as from −∞ all at −∞.
  if (share === 0 || next === value || value === -Infinity) return value;
  const between = next - value;
  // Rounding goes beyond neither, and neighbours of opposite signs near the largest double have no finite difference.
  if (between === Infinity && Number.isFinite(next) && Number.isFinite(value))
    return (1 - share) * value + share * next;
  return Math.min(next, value + share * between);
}

/** Of the values that are numbers, +∞ among them; null where there are none. */
export function quartiles(values: ArrayLike<number>): Quartiles | null {
  const ascending = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (ascending.length === 0) return null;
  return {
    lower: quantileOfSorted(ascending, 0.25),
    median: quantileOfSorted(ascending, 0.5),
    upper: quantileOfSorted(ascending, 0.75),
    count: ascending.length,
  };
}
